import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import { choiceOf } from '../rules.ts'
import { ownCountry } from './coverage.ts'
import { accountTags } from './dialogue-facts.ts'
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
