/** What is loaded when somebody is asked a `text`. */
export { View } from "./View";
export { Widget } from "./Widget";
