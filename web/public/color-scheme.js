// Runs before the first paint, from a file because the content security policy forbids inline scripts.
(function () {
  let chosen;
  try {
    chosen = localStorage.getItem("mantine-color-scheme-value");
  } catch {
    chosen = null; // storage may be forbidden; then the system's choice holds
  }
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.setAttribute(
    "data-mantine-color-scheme",
    chosen === "dark" || chosen === "light" ? chosen : system,
  );
})();
