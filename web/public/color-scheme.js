// Runs before the first paint, from a file because the content security policy forbids inline scripts.
(function () {
  const system = matchMedia("(prefers-color-scheme: dark)");
  function show() {
    let chosen;
    try {
      chosen = localStorage.getItem("mantine-color-scheme-value");
    } catch {
      chosen = null; // storage may be forbidden; then the system's choice holds
    }
    const own = chosen === "dark" || chosen === "light";
    document.documentElement.setAttribute(
      "data-mantine-color-scheme",
      own ? chosen : system.matches ? "dark" : "light",
    );
  }
  show();
  system.addEventListener("change", show);
})();
