import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type { MovedRow, Travel } from '../../../core/moving.ts'
import { choiceOf } from '../rules.ts'
import { COUNTRY, ownCountry } from './coverage.ts'
import { accountTags } from './dialogue-facts.ts'
import { signedElsewhere } from './checkable.ts'
import { readMyPart } from './my-part.ts'
import { voiceOf } from './own-voices.ts'

type Part = {
  readonly id: string
  readonly slug: string
  readonly number: number
  readonly author: number | null
  readonly joined: Date
  readonly removedFor: string | null
}

/**
 * All that this room holds of somebody, for the file that they take along. Where they took part is found by the tag of their account in
 * each dialogue; what they did as a guest lies under a key that only their device has, so it cannot be here.
 */
export async function heldOfDialogues(db: Reader, keys: Keys, own: Own): Promise<HeldData> {
  const parts = await partsOf(db, keys, own.account)
  const held: Awaited<ReturnType<typeof heldOfPart>>[] = []
  // One after the other: nobody waits for this, and it must not take every connection from those who do.
  for (const part of parts) held.push(await heldOfPart(db, keys, part))
  return {
    participations: held.map(({ participation }) => participation),
    votes: held.flatMap(({ votes }) => votes),
    statements: held.flatMap(({ statements }) => statements),
    shown: held.flatMap(({ shown }) => shown),
    ...(await doneInOffice(db, own.persons)),
  }
}

async function partsOf(db: Reader, keys: Keys, account: string): Promise<readonly Part[]> {
  const dialogues = await db.selectFrom('dialogue').select(['id', 'slug']).where('origin', '=', 'here').execute()
  const found: Part[] = []
  for (const { id, slug } of dialogues) {
    const row = await db
      .selectFrom('participant')
      .select(['number', 'author_number as author', 'joined_at as joined', 'removed_for as removedFor'])
      .where('dialogue_id', '=', id)
      .where('holder_tag', 'in', [...accountTags(id, account, { keys })])
      .executeTakeFirst()
    if (row !== undefined) found.push({ id, slug, ...row })
  }
  return found
}

async function heldOfPart(db: Reader, keys: Keys, { id, slug, number, author, joined, removedFor }: Part) {
  const { group } = await readMyPart(db, id, { number, author, removedFor: null })
  const votes = await db
    .selectFrom('vote')
    .innerJoin('statement', (join) =>
      join.onRef('statement.dialogue_id', '=', 'vote.dialogue_id').onRef('statement.number', '=', 'vote.statement'),
    )
    .select(['statement', 'statement.text', 'value', 'important', 'cast_at as at'])
    .where('vote.dialogue_id', '=', id)
    .where('participant', '=', number)
    .orderBy('statement')
    .execute()
  const statements =
    author === null
      ? []
      : await db
          .selectFrom('statement')
          .select([
            'number',
            'text',
            'language',
            'status',
            'declined_for as declinedFor',
            'note',
            'created_at as written',
            'decided_at as decided',
          ])
          .where('dialogue_id', '=', id)
          .where('author_number', '=', author)
          .orderBy('number')
          .execute()
  const shown = await db
    .selectFrom('serving')
    .select(['answered as afterAnswers', 'statement', 'propensity as chance'])
    .where('dialogue_id', '=', id)
    .where('participant', '=', number)
    .orderBy('answered')
    .execute()
  return {
    participation: {
      dialogue: slug,
      number,
      authorNumber: author,
      joined,
      removedFor,
      group,
      speaksAs: await voiceOf(db, id, author),
      country: await ownCountry(db, keys, { dialogueId: id, participant: number }),
    },
    votes: votes.map(({ value, ...vote }) => ({ dialogue: slug, ...vote, choice: choiceOf(value) })),
    statements: statements.map((statement) => ({ dialogue: slug, ...statement })),
    shown: shown.map((serving) => ({ dialogue: slug, ...serving })),
  }
}

/** What their identities did in an office. Whom they took out of a result is not in it: that is somebody else's. */
async function doneInOffice(db: Reader, persons: readonly string[]): Promise<HeldData> {
  if (persons.length === 0) return {}
  const ids = [...persons]
  const prepared = await db
    .selectFrom('dialogue')
    .select(['created_by as identity', 'slug as dialogue', 'state', 'created_at as made'])
    .where('created_by', 'in', ids)
    .orderBy('created_at')
    .execute()
  const answers = await db
    .selectFrom('answer')
    .innerJoin('dialogue', 'dialogue.id', 'answer.dialogue_id')
    .select(['answered_by as identity', 'slug as dialogue', 'language', 'text', 'answer.answered_at as at'])
    .where('answered_by', 'in', ids)
    .orderBy('answer.answered_at')
    .execute()
  const removals = await db
    .selectFrom('participant')
    .innerJoin('dialogue', 'dialogue.id', 'participant.dialogue_id')
    .select(['removed_by as identity', 'slug as dialogue', 'removed_for as reason', 'removed_at as at'])
    .where('removed_by', 'in', ids)
    .orderBy('removed_at')
    .execute()
  const meetings = await db
    .selectFrom('meeting')
    .innerJoin('dialogue', 'dialogue.id', 'meeting.dialogue_id')
    .select(['entered_by as identity', 'slug as dialogue', 'title', 'held_on as day', 'place', 'people', 'entered_at as typedIn'])
    .where('entered_by', 'in', ids)
    .orderBy('entered_at')
    .execute()
  const entryLinks = await db
    .selectFrom('entry_link')
    .innerJoin('dialogue', 'dialogue.id', 'entry_link.dialogue_id')
    .select(['made_by as identity', 'slug as dialogue', 'given_to as givenTo', 'quota', 'ends_at as ends', 'made_at as made'])
    .where('made_by', 'in', ids)
    .orderBy('made_at')
    .execute()
  return { prepared, answers, removals, meetings, entryLinks }
}

const by = 'dialogue_id'
const inDialogue = { by, through: 'dialogue' } as const

const isOver = ({ state }: MovedRow): boolean => state === 'closed' || state === 'answered'
/** In an office of another body nobody speaks where that body is not. */
const bodyOf = ({ body_id: body }: MovedRow, space: string) => (body === space ? 'own' : 'other')

/**
 * How dialogues travel with their body, once they are over. What was signed stays as it was signed, with the history of the keys beside it. Who took part is found
 * by a tag alone, so each is a participant whom nobody holds until they say so there.
 */
export const travels = {
  dialogue: {
    by: 'body_id',
    // A summit stays where it was held.
    columns: {
      ...{ id: 'own', slug: 'address', body_id: 'own', session_id: 'dropped', created_by: { person: 'empty' }, written: 'anew' },
    },
    only: isOver,
    running: ({ state }) => state === 'open',
  },
  address: { ...inDialogue, columns: { dialogue_id: 'own', slug: 'address' } },
  words: { ...inDialogue, columns: { dialogue_id: 'own' } },
  statement: { ...inDialogue, columns: { dialogue_id: 'own', sending: 'dropped', written: 'anew' } },
  participant: {
    ...inDialogue,
    columns: {
      ...{ dialogue_id: 'own', country_sealed: { seal: COUNTRY }, removed_by: 'dropped', written: 'anew' },
      holder_tag: { held: (keys, row, account) => accountTags(String(row[by]), account, { keys }), of: [by] },
    },
  },
  voice: { ...inDialogue, columns: { dialogue_id: 'own', person_id: { person: 'row' }, body_id: { by: bodyOf } } },
  vote: { ...inDialogue, columns: { dialogue_id: 'own', written: 'anew' } },
  // By which transactions it saw nothing is known of them on another server; so it is worked out once more, and comes out as it was.
  result: { ...inDialogue, columns: { dialogue_id: 'own', analysis: 'own', seen: 'dropped' }, large: true },
  checkable: {
    ...inDialogue,
    columns: {
      ...{ dialogue_id: 'own', document: 'own', votes: 'own' },
      signature: { leaves: (signature, { signer }) => signedElsewhere(signature, signer) },
    },
    large: true,
  },
  chances: { ...inDialogue, columns: { dialogue_id: 'own', digest: 'own', weights: 'own' }, large: true },
  serving: { ...inDialogue, columns: { dialogue_id: 'own', digest: 'own', seen: 'own' } },
  sealed: { ...inDialogue, columns: { dialogue_id: 'own', salt: 'own', held_salt: 'own' } },
  answer: { ...inDialogue, columns: { dialogue_id: 'own', answered_by: { person: 'empty' } } },
  coverage: { ...inDialogue, columns: { dialogue_id: 'own', salt: 'own' } },
  link: { ...inDialogue, columns: { dialogue_id: 'own', id: 'own', made_by: { person: 'empty' } } },
  meeting: {
    ...inDialogue,
    columns: { dialogue_id: 'own', key: 'own', place: 'place', link_id: 'own', entered_by: { person: 'empty' } },
  },
  sheet: { ...inDialogue, columns: { dialogue_id: 'own', key: 'own' } },
} as const satisfies Readonly<Record<string, Travel>>
