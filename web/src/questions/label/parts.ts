/** What is loaded when somebody is asked a `label`. */
export { View } from "./View";
export { Widget } from "./Widget";
