/**
 * Words of what stands between a person and their work, and of their own settings. They come with those pages, not with the first
 * record: `say("care.read")`.
 */
import { fill, type Message } from ".";

const messages = {
  "care.changed": "The guidelines changed",
  "care.read": "Read the guidelines",
  "care.readBody": "Before you begin: read how records are judged here.",
  "care.changedBody": "Read what changed. You go on after that.",
  "care.by": "{by}, {when}",
  "care.somebody": "A lead",
  "care.whatChanged": "What changed",
  "care.whole": "The whole text",
  "care.wholeShow": "Show the whole text",
  "care.changesShow": "Show what changed",
  "care.understood": "I have read it",
  "care.sensitive": "Some of this may be hard to look at",
  "care.sensitiveBody":
    "The people who run this project marked what it shows as sensitive. Nobody has to work on it, and you can stop at any time. What you choose here only you can see, and you can change it any time: your name, beside your projects, leads there.",
  "care.agree": "I agree to see it",
  "care.decline": "Back to my projects",
  "care.cap": "That was your own limit for today",
  "care.capBody": "You set it to {n} sensitive records a day. You go on tomorrow, or change it in your settings.",
  "care.settings": "Settings",
  "care.title": "You",
  "care.wellbeing": "Sensitive content",
  "care.wellbeingBody":
    "Only you see and change this. It holds in every project that marks what it shows as sensitive.",
  "care.accepts": "I work on sensitive content",
  "care.blur": "Keep it covered until I ask for it",
  "care.dailyCap": "At most so many records a day",
  "care.break": "Propose a break after so many minutes",
  "care.noLimit": "no limit",
  "care.never": "never",
  "care.save": "Save",
  "care.saved": "Saved",
  "care.covered": "Covered: this may be hard to look at",
  "care.show": "Show it",
  "care.cover": "Cover it",
  "care.pause": "You have worked on sensitive content for {n} minutes. Take a break?",
  "care.goOn": "Go on",
  "care.skills": "Skills",
  "care.noSkills": "No skill yet. Exams and leads give them.",
  "care.skill": "Skill",
  "care.level": "Level",
  "care.grantedBy": "Given by",
  "care.until": "Until",
  "care.forGood": "for good",
  "care.ended": "ended",
} satisfies Record<string, Message>;

/** The words for a key, with its places filled. */
export function say(key: keyof typeof messages, places: Readonly<Record<string, string | number>> = {}): string {
  return fill(messages[key], places);
}
