/**
 * Mantine's theme. Colours, type and radius live in tokens.css, which points Mantine's variables at them;
 * here is only what Mantine needs as values. Nothing is written into the page at run time (see Mantine.tsx).
 */
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const accent: MantineColorsTuple = [
  "#e2f0ee",
  "#c3e0dc",
  "#9fcdc7",
  "#6fb2aa",
  "#3c9389",
  "#1a7d73",
  "#0b6b63",
  "#095a53",
  "#074943",
  "#053833",
];

export const theme = createTheme({
  primaryColor: "accent",
  colors: { accent },
  primaryShade: 6,
  defaultRadius: "sm",
  fontFamily: "var(--ui)",
  fontFamilyMonospace: "var(--mono)",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // scroll locking writes a style element, which the content security policy forbids;
    // said as values, for to name the part would put its code into every page
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 100 } } },
  },
});
