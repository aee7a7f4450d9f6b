/** A voice card: who it is, its traits, its rules one by one, how it sounds. */
import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import type { FieldProps } from "../../schema/kinds";
import { Prose } from "../content/Prose";
import { elementPlace } from "../place";
import type { Persona } from "./persona";

export function View({ name, field, value, lang, below }: FieldProps<Json>) {
  const persona = value as unknown as Persona;
  const shared = { lang, dir: field.dir };
  return (
    <div className="persona">
      {persona.name && (
        <p className="persona-name" dir="auto">
          {persona.name}
        </p>
      )}
      {persona.description && <Prose text={persona.description} format="markdown" {...shared} />}
      {persona.traits && persona.traits.length > 0 && (
        <ul className="persona-traits" aria-label={t("fields.personaTraits")}>
          {persona.traits.map((trait, at) => (
            <li key={at} dir="auto">
              {trait}
            </li>
          ))}
        </ul>
      )}
      {persona.rules && persona.rules.length > 0 && (
        <>
          <p className="name">{t("fields.personaRules")}</p>
          <ol className="persona-rules">
            {persona.rules.map((rule) => (
              <li key={rule.id} {...elementPlace(name, rule.id)}>
                <Prose text={rule.text} format="plain" {...shared} />
                {below?.(rule.id)}
              </li>
            ))}
          </ol>
        </>
      )}
      {persona.examples && persona.examples.length > 0 && (
        <>
          <p className="name">{t("fields.personaExamples")}</p>
          {persona.examples.map((example, at) => (
            <blockquote key={at} className="persona-example">
              <Prose text={example} format="plain" {...shared} />
            </blockquote>
          ))}
        </>
      )}
    </div>
  );
}
