/** What is loaded when somebody is asked a `rating`. */
export { View } from "./View";
export { Widget } from "./Widget";
