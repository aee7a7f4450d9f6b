/** What is loaded when somebody is asked a `ranking`. */
export { View } from "./View";
export { Widget } from "./Widget";
