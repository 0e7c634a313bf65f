import { isUuid } from '#base'
import type { Selectable } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { isTheHub } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { no } from '../refusals.ts'
import { namedNow, type Named } from './named.ts'
import { asked, told, type AskedWords, type Told } from './shapes.ts'
import { sameKey, type Key } from './subjects.ts'

export type QuestionRow = Selectable<Tables['contact_question']>
export const QUESTION = 'contact-question'

/** Whoever holds it asked: it shows what became of the question, and takes it back. */
export const linkTo = (keys: Keys, id: string): string => keys.sign(QUESTION, id)

export function idIn(keys: Keys, link: string): string {
  const id = keys.verify(QUESTION, link)
  return id !== null && isUuid(id) ? id : refuse(no('contact.link-broken'))
}

export async function rowOf(db: Reader, id: string): Promise<QuestionRow | null> {
  return (await db.selectFrom('contact_question').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export const sealAsked = (keys: Keys, words: AskedWords): Buffer => keys.seal(QUESTION, JSON.stringify(words))
export const sealTold = (keys: Keys, words: Told): Buffer => keys.seal(QUESTION, JSON.stringify(words))
export const openAsked = (keys: Keys, row: QuestionRow): AskedWords => asked.parse(JSON.parse(keys.open(QUESTION, row.asked_sealed)))
export const openTold = (keys: Keys, { told_sealed: sealed }: QuestionRow): Told =>
  sealed === null ? { note: '', answer: '' } : told.parse(JSON.parse(keys.open(QUESTION, sealed)))

export const keyIn = ({ sort, subject }: Pick<QuestionRow, 'sort' | 'subject'>): Key => ({ sort, id: subject })

/** Whoever is named there; and whoever runs the hub, where nobody is. */
export function answers(actor: Actor, all: readonly Named[], key: Key): boolean {
  const there = all.filter((one) => sameKey(one, key))
  return there.some(({ person }) => person === actor.person) || (there.length === 0 && actor.operator && !isTheHub(actor))
}

/** For whoever answers it; to all others it is not there. */
export async function demandQuestion(db: Reader, id: string, { actor, now }: { readonly actor: Actor; readonly now: Date }) {
  const row = isUuid(id) ? await rowOf(db, id) : null
  const all = await namedNow(db, now)
  return row !== null && answers(actor, all, keyIn(row)) ? { row, all } : refuse(no('contact.question-missing'))
}
