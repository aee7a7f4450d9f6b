/** What is loaded when somebody is asked for `marks`. */
export { View } from "./View";
export { Widget } from "./Widget";
import "./marks.css";
