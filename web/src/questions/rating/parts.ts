/** What is loaded when somebody is asked a `rating`. */
export { Curve as Together } from "./Curve";
export { View } from "./View";
export { Widget } from "./Widget";
import "./curve.css";
