/** Loads the ES modules that the server lists, gives each the host's API, and takes in the types that they give back. */
import { api } from "../api/client";
import { adoptFieldType } from "../fields/registry";
import { adoptQuestionType } from "../questions/registry";
import type { FieldType, QuestionType } from "../schema/kinds";
import { host, type Host } from "./host";

interface Plugin {
  readonly what: "field" | "question";
  readonly name: string;
  readonly module: string;
}

/** What a module exports: a function that makes the type with what the host gives it. */
interface Module {
  readonly default: (host: Host) => FieldType | QuestionType;
}

let coming: Promise<void> | undefined;

/** All of them, once; a module that fails leaves its type unknown, and the others come all the same. */
export function loadPlugins(): Promise<void> {
  coming ??= load().catch((error: unknown) => {
    coming = undefined; // a lost connection is no reason not to try again
    throw error;
  });
  return coming;
}

async function load(): Promise<void> {
  const { plugins } = await api.get<{ plugins: Plugin[] }>("/plugins");
  await Promise.allSettled(plugins.map(take));
}

async function take({ what, name, module }: Plugin): Promise<void> {
  const { default: make } = (await import(/* @vite-ignore */ module)) as Module;
  const type = make(host(module));
  if (type.name !== name) throw new Error(`${module} makes ${type.name}, not ${name}`);
  if (what === "field") adoptFieldType(type as FieldType);
  else adoptQuestionType({ ...(type as QuestionType), hotkeys: type.hotkeys ?? [] });
}
