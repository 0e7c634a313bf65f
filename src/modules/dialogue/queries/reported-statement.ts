import type { Actor } from '../../../core/actor.ts'
import { CATEGORY_OF, type PublishedRule, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { isRule } from '../rules.ts'
import { accountTags, dialogueFacts, everyHolderTag, type Dialogue } from './dialogue-facts.ts'
import { readStatements, type StatementRow } from './statement-list.ts'
import { wordsOf } from './words.ts'

/** The rules of a dialogue, with the sentences and categories that belong to them. */
export const publishedRules = (rules: readonly string[]): readonly PublishedRule[] =>
  rules.filter(isRule).map((code) => ({ code, message: `rule.${code}`, category: CATEGORY_OF[code] }))

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

/**
 * Whether the one who asks is its author, as a guest or by their account: who began as a guest goes on as one, and would otherwise be somebody else
 * to what they wrote before. Told apart by the number that holds in this dialogue alone, so nobody's account is looked up.
 */
export async function wroteStatement(
  db: Reader,
  { scope, subject }: Id,
  who: { actor: Actor; outside: Pick<Outside, 'keys'> },
): Promise<boolean> {
  const tags = everyHolderTag(scope, who.actor, who.outside)
  if (tags.length === 0 || !/^\d{1,9}$/.test(subject)) return false
  const row = await db
    .selectFrom('participant')
    .innerJoin('statement', (join) =>
      join
        .onRef('statement.dialogue_id', '=', 'participant.dialogue_id')
        .onRef('statement.author_number', '=', 'participant.author_number'),
    )
    .select('statement.number')
    .where('participant.dialogue_id', '=', scope)
    .where('participant.holder_tag', 'in', [...tags])
    .where('statement.number', '=', Number(subject))
    .executeTakeFirst()
  return row !== undefined
}

/** Which of these each of the accounts wrote, in one reading: who holds the authors' tags is worked out here. */
export async function statementsBy(
  db: Reader,
  ids: readonly Id[],
  { accounts, outside }: { readonly accounts: readonly string[]; readonly outside: Pick<Outside, 'keys'> },
): Promise<readonly (Id & { readonly account: string })[]> {
  if (ids.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('statement')
    .innerJoin('participant', (join) =>
      join
        .onRef('participant.dialogue_id', '=', 'statement.dialogue_id')
        .onRef('participant.author_number', '=', 'statement.author_number'),
    )
    .select(['statement.dialogue_id as scope', 'statement.number', 'holder_tag as tag'])
    .where((where) =>
      where(
        where.refTuple('statement.dialogue_id', 'statement.number'),
        'in',
        ids.map(({ scope, subject }) => where.tuple(scope, Number(subject))),
      ),
    )
    .execute()
  const holders = new Map(
    [...new Set(rows.map(({ scope }) => scope))].flatMap((scope) =>
      accounts.flatMap((account) => accountTags(scope, account, outside).map((tag) => [tag.toString('hex'), account] as const)),
    ),
  )
  return rows.flatMap(({ scope, number, tag }) => {
    const account = tag === null ? undefined : holders.get(tag.toString('hex'))
    return account === undefined ? [] : [{ scope, subject: String(number), account }]
  })
}
