/**
 * What Accord gives to a type that another package brings (docs/own-type.md). Only added to: `version` counts what is added.
 *
 * React is the page's own, so that hooks and contexts are shared; the rest are the parts that built-in types use for the same.
 */
import * as React from "react";
import * as jsxRuntime from "react/jsx-runtime";

import { place } from "../anchors/contract";
import { say, t, type Message } from "../app/catalogue";
import { Prose } from "../fields/content/Prose";
import { useHotkeys } from "../hotkeys/hotkeys";
import { ActionKey } from "../hotkeys/Keys";

export interface Host {
  readonly version: 1;
  readonly React: typeof React;
  /** What a compiler of JSX calls: `jsx`, `jsxs`, `Fragment`. */
  readonly jsxRuntime: typeof jsxRuntime;
  /** Keys of its own, live while it is active. */
  readonly useHotkeys: typeof useHotkeys;
  /** A key as it is printed on the page. */
  readonly ActionKey: typeof ActionKey;
  /** Text as people read it: plain, Markdown or code; what is in it is never executed. */
  readonly Prose: typeof Prose;
  /** `data-at`: where a text stands that can be marked. */
  readonly place: typeof place;
  /** Words: `words({"day.pick": "Pick a day"})` says them, `t("day.pick")` writes one. */
  readonly words: (words: Readonly<Record<string, Message>>) => void;
  readonly t: (key: string, places?: Readonly<Record<string, string | number>>) => string;
  /** Brings in a style sheet that stands beside the module. */
  readonly styles: (file: string) => void;
}

/** The host's API for the module at an address. */
export function host(module: string): Host {
  return {
    version: 1,
    React,
    jsxRuntime,
    useHotkeys,
    ActionKey,
    Prose,
    place,
    words: say,
    t: t as Host["t"],
    styles: (file) => {
      const { pathname, origin } = new URL(file, new URL(module, window.location.origin));
      if (origin !== window.location.origin || document.querySelector(`link[href="${CSS.escape(pathname)}"]`)) return;
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = pathname;
      document.head.append(link);
    },
  };
}
