/** What is loaded when somebody is asked for `links`. */
export { View } from "./View";
export { Widget } from "./Widget";
import "../marks/marks.css";
import "./links.css";
