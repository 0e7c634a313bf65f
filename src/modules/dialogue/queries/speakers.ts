import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import type { Office, Voice, WritingOffice } from '../tables.ts'
import type { Dialogue } from './dialogue-facts.ts'
import type { ChosenVoice } from './own-voices.ts'
import type { Speaker } from './shapes.ts'

type Host = Pick<Dialogue, 'id' | 'bodyId'>
type Spoken = { readonly number: number; readonly voice: Voice }
export type Chosen = {
  readonly number: number
  readonly sort: 'name' | 'office'
  readonly person: string | null
  readonly body: string | null
  readonly office: Office | null
}
type Bodies = Awaited<ReturnType<typeof organisations.bodyCards>>

/** What is the same for whoever asks, kept by whoever asks often: who chose a voice, by statement, and the card of the dialogue's body in a language. */
export type KnownSpeakers = { readonly chosen: ReadonlyMap<number, Chosen>; hostCard(db: Reader, locale: string): Promise<Bodies> }

const SOMEBODY: Speaker = { sort: 'person', name: null, body: null, office: null, left: false }
const AUTOMATED: Speaker = { ...SOMEBODY, sort: 'automated' }
const THROUGH_INTERMEDIARY: Speaker = { ...SOMEBODY, sort: 'intermediary' }

/** Lists of fewer statements ask for these alone. */
const MOST_BY_NUMBER = 50

/**
 * Who speaks in each of these statements, as far as the one who asks may know: names are looked up for each reader anew and kept nowhere.
 * At most four queries, however many statements there are.
 */
export async function withSpeakers<S extends Spoken>(
  db: Reader,
  dialogue: Host,
  statements: readonly S[],
  actor: Actor,
  known?: KnownSpeakers,
): Promise<(S & { readonly speaker: Speaker })[]> {
  const chosen = known?.chosen ?? (await chosenVoices(db, dialogue.id, statements))
  const theirs = statements.flatMap(({ number }) => chosen.get(number) ?? [])
  const named = theirs.flatMap(({ person }) => person ?? [])
  const names = named.length === 0 ? new Map<string, string>() : await profiles.namesFor(db, actor, named)
  const host = statements.some(({ voice }) => voice === 'convener') ? [dialogue.bodyId] : []
  const others = theirs.flatMap(({ body }) => body ?? [])
  const bodies =
    known !== undefined && others.length === 0 && host.length > 0
      ? await known.hostCard(db, actor.locale)
      : await organisations.bodyCards(db, [...host, ...others], actor.locale)
  const ofBody = (id: string, office: Office) => speakerOfBody(bodies, id, { office })
  return statements.map((statement) => {
    if (statement.voice === 'import') return { ...statement, speaker: AUTOMATED }
    if (statement.voice === 'intermediary') return { ...statement, speaker: THROUGH_INTERMEDIARY }
    if (statement.voice === 'convener') return { ...statement, speaker: ofBody(dialogue.bodyId, 'convener') }
    const { person = null, body = null, office = null } = chosen.get(statement.number) ?? {}
    if (body !== null && office !== null) return { ...statement, speaker: ofBody(body, office) }
    if (person === null) return { ...statement, speaker: SOMEBODY }
    // Of who has left no more is said than of who is hidden: statements that changed together would be known for one person's.
    return { ...statement, speaker: { ...SOMEBODY, name: names.get(person) ?? null } }
  })
}

/** For readings that are made again and again: a statement that is published keeps its voice, and a card may be as old as what keeps this. */
export async function knownSpeakers(db: Reader, dialogue: Host, statements: readonly Spoken[]): Promise<KnownSpeakers> {
  const chosen = await chosenVoices(db, dialogue.id, statements)
  const cards = new Map<string, Promise<Bodies>>()
  return {
    chosen,
    hostCard(reader, locale) {
      const card = cards.get(locale) ?? organisations.bodyCards(reader, [dialogue.bodyId], locale)
      cards.set(locale, card)
      return card
    },
  }
}

async function chosenVoices(db: Reader, dialogueId: string, statements: readonly Spoken[]): Promise<ReadonlyMap<number, Chosen>> {
  const numbers = statements.flatMap(({ number, voice }) => (voice === 'participant' ? [number] : []))
  if (numbers.length === 0) return new Map()
  let select = db
    .selectFrom('statement')
    .innerJoin('voice', (join) =>
      join.onRef('voice.dialogue_id', '=', 'statement.dialogue_id').onRef('voice.author_number', '=', 'statement.author_number'),
    )
    .select(['statement.number', 'voice.sort', 'voice.person_id as person', 'voice.body_id as body', 'voice.office'])
    .where('statement.dialogue_id', '=', dialogueId)
    // Until something of theirs is published an author may choose another name: moderators who saw both would know that they are one.
    .where((where) => where.or([where('statement.status', '=', 'published'), where('statement.published_at', 'is not', null)]))
  if (numbers.length <= MOST_BY_NUMBER) select = select.where('statement.number', 'in', numbers)
  return new Map((await select.execute()).map((row) => [row.number, row]))
}

/** A body, marked as a government or a partner where it is one. */
function speakerOfBody(bodies: Bodies, id: string, { office }: { office: WritingOffice | null }): Speaker {
  const card = bodies.get(id)
  if (card === undefined) return { ...SOMEBODY, sort: 'body', office }
  const { kind, slug, name, language } = card
  const sort = organisations.speaksForState(kind) ? 'government' : kind === 'firm' || kind === 'partner' ? 'partner' : 'body'
  return { ...SOMEBODY, sort, body: { slug, name, language }, office }
}

/** A body by one of its offices, and by nobody's name. */
export async function speakerOfOffice(db: Reader, bodyId: string, office: WritingOffice, locale: string): Promise<Speaker> {
  return speakerOfBody(await organisations.bodyCards(db, [bodyId], locale), bodyId, { office })
}

/** As who somebody speaks, for their own eyes. */
export async function speakerOfVoice(db: Reader, voice: ChosenVoice, actor: Actor): Promise<Speaker> {
  if (voice.sort === 'participant') return SOMEBODY
  if (voice.sort === 'office') return speakerOfBody(await organisations.bodyCards(db, [voice.body], actor.locale), voice.body, voice)
  const name = (await people.nameOf(db, [voice.person])).get(voice.person)
  return { ...SOMEBODY, name: name ?? null, left: name === undefined }
}

/** Who gave an answer: the body, by an office, and by the name of who held it, which the page of the body tells too. */
export async function speakerOfAnswer(
  db: Reader,
  dialogue: Host,
  answer: { readonly by: string | null; readonly office: WritingOffice | null },
  locale: string,
): Promise<Speaker> {
  const bodies = await organisations.bodyCards(db, [dialogue.bodyId], locale)
  const names = answer.by === null ? new Map<string, string>() : await people.nameOf(db, [answer.by])
  const name = names.get(answer.by ?? '') ?? null
  return { ...speakerOfBody(bodies, dialogue.bodyId, answer), name, left: answer.by !== null && name === null }
}
