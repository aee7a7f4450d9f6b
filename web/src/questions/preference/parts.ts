/** What is loaded when somebody is asked a `preference`. */
export { View } from "./View";
export { Widget } from "./Widget";
