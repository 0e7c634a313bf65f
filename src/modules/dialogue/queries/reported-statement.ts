import type { Actor } from '../../../core/actor.ts'
import type { PublishedRule, Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { isRule, type Rule } from '../rules.ts'
import { dialogueFacts, type Dialogue } from './dialogue-facts.ts'
import { whoTakesPart } from './my-part.ts'
import { readStatements, type StatementRow } from './statement-list.ts'
import { wordsOf } from './words.ts'

/** The names of the Digital Services Act's list that the rules come nearest to. */
const CATEGORIES: Readonly<Record<Rule, string>> = {
  'one-idea': 'SCOPE_OF_PLATFORM_SERVICE',
  'on-topic': 'SCOPE_OF_PLATFORM_SERVICE',
  'not-twice': 'SCOPE_OF_PLATFORM_SERVICE',
  'no-personal-data': 'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
  'no-attack': 'ILLEGAL_OR_HARMFUL_SPEECH',
  'no-advert': 'SCOPE_OF_PLATFORM_SERVICE',
  'can-be-understood': 'SCOPE_OF_PLATFORM_SERVICE',
}

/** The rules of a dialogue, with the sentences and categories that belong to them. */
export const publishedRules = (rules: readonly string[]): readonly PublishedRule[] =>
  rules.filter(isRule).map((code) => ({ code, message: `rule.${code}`, category: CATEGORIES[code] }))

const ADDRESS = /^\/dialogues\/([^/]+)\/statements\/(\d{1,9})$/

/** A published statement by the address of its page, for whoever may read that page. */
export async function statementAtPath(db: Reader, path: string, actor: Actor): Promise<Thing | null> {
  const [, name = '', number = ''] = ADDRESS.exec(path) ?? []
  const slug = decoded(name)
  if (slug === null) return null
  const dialogue = await dialogueFacts(db, slug, actor)
  const thing = dialogue === null ? null : await thingIn(db, dialogue, Number(number), actor.locale)
  return thing?.published === true ? thing : null
}

function decoded(name: string): string | null {
  try {
    return name === '' ? null : decodeURIComponent(name)
  } catch {
    return null
  }
}

type Id = { readonly scope: string; readonly subject: string }

/** For those who decide about it: published, or hidden by now. */
export async function statementById(db: Reader, { scope, subject }: Id, actor: Actor): Promise<Thing | null> {
  const dialogue = await dialogueFacts(db, scope, actor)
  return dialogue === null || !/^\d{1,9}$/.test(subject) ? null : thingIn(db, dialogue, Number(subject), actor.locale)
}

async function thingIn(db: Reader, dialogue: Dialogue, number: number, locale: string): Promise<Thing | null> {
  // Of a draft nothing is published yet, and a statement that waits has never been.
  if (dialogue.state === 'draft') return null
  const [statement] = await readStatements(db, dialogue.id, { numbers: [number] })
  if (statement === undefined || statement.status === 'waiting') return null
  const words = (await wordsOf(db, [dialogue], locale)).get(dialogue.id)
  return words === undefined ? null : drawn(dialogue, statement, words)
}

function drawn(dialogue: Dialogue, statement: StatementRow, words: { readonly title: string; readonly language: string }): Thing {
  const path = `/dialogues/${dialogue.slug}`
  return {
    ...{ sort: 'statement', scope: dialogue.id, subject: String(statement.number), bodyId: dialogue.bodyId },
    ...{ path: `${path}/statements/${statement.number}`, text: statement.text, language: statement.language },
    place: { text: words.title, language: words.language, path },
    ...{ published: statement.status === 'published', rules: publishedRules(dialogue.rules), writtenAt: statement.createdAt },
  }
}

/** Whether the one who asks is its author. Told apart by the number that holds in this dialogue alone, so nobody's account is looked up. */
export async function wroteStatement(
  db: Reader,
  { scope, subject }: Id,
  who: { actor: Actor; outside: Pick<Outside, 'keys'> },
): Promise<boolean> {
  const author = (await whoTakesPart(db, scope, who))?.author ?? null
  if (author === null) return false
  return (await readStatements(db, scope, { author })).some(({ number }) => String(number) === subject)
}
