/** What is loaded when somebody is asked for a `rewrite`. */
export { View } from "./View";
export { Widget } from "./Widget";
import "./rewrite.css";
