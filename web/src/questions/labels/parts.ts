/** What is loaded when somebody is asked a `labels`. */
export { View } from "./View";
export { Widget } from "./Widget";
