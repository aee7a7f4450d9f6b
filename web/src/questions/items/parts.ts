/** What is loaded when somebody is asked for `items`. */
export { View } from "./View";
export { Widget } from "./Widget";
import "./items.css";
