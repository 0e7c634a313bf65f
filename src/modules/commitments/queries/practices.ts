import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { isFresh, practiceEnds, practicePathOf, dayOf, resultStateOf, wordingFor, type ResultState } from '../rules.ts'
import type { Day, Office, PracticeOutcome } from '../tables.ts'
import { bodyNames, commitmentCards, type BodyName, type Card } from './cards.ts'

export type PracticeRow = {
  readonly commitment: string
  readonly version: number
  readonly language: string
  readonly country: string | null
  readonly checkedOn: Day
  readonly hiddenFor: string | null
}

export const selectPractices = (db: Reader) =>
  db
    .selectFrom('practice')
    .select(['commitment_id as commitment', 'version', 'language', 'country', 'checked_on as checkedOn', 'hidden_for as hiddenFor'])

export type PracticeText = {
  readonly commitment: string
  readonly language: string
  readonly version: number
  readonly title: string
  readonly did: string
  readonly cost: string
  readonly worked: string
  readonly failed: string
  readonly whom: string
  readonly follows: number | null
  readonly writtenOn: Day
  readonly office: Office
}

export const practiceTexts = async (db: Reader, ids: readonly string[]): Promise<readonly PracticeText[]> =>
  ids.length === 0
    ? []
    : db
        .selectFrom('practice_text')
        .select([
          ...(['commitment_id as commitment', 'language', 'version', 'title', 'did', 'cost', 'worked', 'failed', 'whom'] as const),
          ...(['follows', 'written_on as writtenOn', 'office'] as const),
        ])
        .where('commitment_id', 'in', [...ids])
        .orderBy('version')
        .orderBy('language')
        .execute()

const adoptionsOf = async (db: Reader, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('practice_adoption')
        .select([
          ...(['commitment_id as commitment', 'body_id as body', 'adopted_on as adoptedOn', 'text', 'language', 'office'] as const),
          ...(['outcome', 'result', 'result_language as resultLanguage', 'result_on as resultOn'] as const),
        ])
        .where('commitment_id', 'in', [...ids])
        .orderBy('adopted_on')
        .orderBy('body_id')
        .execute()

/** Another body that does it too, and what it says of it a year later. */
export type Adoption = {
  readonly body: BodyName
  readonly adoptedOn: Day
  readonly text: string
  readonly language: string
  readonly office: Office
  readonly state: ResultState
  readonly result: { readonly outcome: PracticeOutcome; readonly text: string; readonly language: string; readonly on: Day } | null
}

/** A practice as it is listed, with the commitment that it was learnt from. */
export type Practice = {
  readonly id: string
  readonly path: string
  readonly card: Card
  readonly wording: PracticeText
  /** As its body wrote it last. */
  readonly originalWording: PracticeText
  /** The translation follows an earlier wording. */
  readonly behind: boolean
  readonly languages: readonly string[]
  readonly version: number
  readonly original: string
  readonly country: string | null
  readonly checkedOn: Day
  readonly endsOn: Day
  readonly fresh: boolean
  readonly hiddenFor: string | null
  readonly adoptions: readonly Adoption[]
}

type Asking = { readonly actor: Pick<Actor, 'locale'>; readonly now: Date }

/** The newest check first. What moderation hid, of a practice or of its commitment, is there only where `all` is asked for. */
export async function practicesOf(
  db: Reader,
  which: { readonly ids?: readonly string[]; readonly all?: boolean },
  asking: Asking,
): Promise<readonly Practice[]> {
  const { ids, all = false } = which
  const select =
    ids === undefined ? selectPractices(db) : selectPractices(db).where('commitment_id', 'in', ids.length === 0 ? NONE : [...ids])
  const found: readonly PracticeRow[] = (await select.execute()).filter(({ hiddenFor }) => all || hiddenFor === null)
  if (found.length === 0) return []
  const known = found.map(({ commitment }) => commitment)
  const cards = new Map((await commitmentCards(db, { ids: known, all }, asking)).map((card) => [card.id, card]))
  const texts = Map.groupBy(await practiceTexts(db, known), ({ commitment }) => commitment)
  const adoptions = await adoptionsOf(db, known)
  const nameOf = await bodyNames(
    db,
    adoptions.map(({ body }) => body),
    asking.actor.locale,
  )
  const today = dayOf(asking.now)
  return found
    .flatMap((row): Practice[] => {
      const { commitment: id, checkedOn, version, country, hiddenFor, language: original } = row
      const own = texts.get(id) ?? []
      const [card, wording] = [cards.get(id), wordingFor(own, row, asking.actor.locale)]
      const originalWording = wordingFor(own, row, original)
      if (card === undefined || wording === undefined || originalWording === undefined) return []
      return [
        {
          ...{ id, path: practicePathOf(id), card, wording, originalWording, version, original, country, checkedOn, hiddenFor },
          ...{ behind: (wording.follows ?? version) < version, languages: [...new Set(own.map(({ language }) => language))] },
          ...{ endsOn: practiceEnds(checkedOn), fresh: isFresh(checkedOn, today) },
          adoptions: adoptions.filter(({ commitment }) => commitment === id).map((one) => adoptionFrom(one, nameOf(one.body), today)),
        },
      ]
    })
    .toSorted(
      (a, b) => b.checkedOn.localeCompare(a.checkedOn) || a.wording.title.localeCompare(b.wording.title) || a.id.localeCompare(b.id),
    )
}

const NONE = ['00000000-0000-0000-0000-000000000000']

function adoptionFrom(row: Awaited<ReturnType<typeof adoptionsOf>>[number], body: BodyName, today: Day): Adoption {
  const { adoptedOn, text, language, office, outcome, result, resultLanguage, resultOn } = row
  const told = outcome !== null && result !== null && resultLanguage !== null && resultOn !== null
  return {
    ...{ body, adoptedOn, text, language, office, state: resultStateOf(row, today) },
    result: told ? { outcome, text: result, language: resultLanguage, on: resultOn } : null,
  }
}

/** The one of a commitment, held; null where nothing was written yet. */
export const heldPractice = async (tx: Reader, id: string): Promise<PracticeRow | null> =>
  (await selectPractices(tx).where('commitment_id', '=', id).forUpdate().executeTakeFirst()) ?? null
