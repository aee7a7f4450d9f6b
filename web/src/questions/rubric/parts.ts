/** What is loaded when somebody is asked a `rubric`. */
export { View } from "./View";
export { Widget } from "./Widget";
import "./rubric.css";
