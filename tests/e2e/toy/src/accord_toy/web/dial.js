/** The field type `dial` in the browser. */
export default function dial({ React, place, styles }) {
  const h = React.createElement;
  styles("toy.css");
  return {
    name: "dial",
    role: "context",
    View: ({ name, value }) =>
      h("p", { className: "toy-dial", ...place(name) }, h("meter", { min: 0, max: 100, value, "aria-label": name }), " ", h("b", null, `${value} of 100`)),
    elements: () => [],
    plainText: (value) => String(value),
  };
}
