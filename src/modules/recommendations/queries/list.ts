import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { query } from '../../../core/command.ts'
import { STATUSES } from '../rules.ts'
import { recommendationCards, type Card } from './cards.ts'
import { status, uuid } from './shapes.ts'

const goal = (most: number) => z.coerce.number().int().min(1).max(most)

export const filter = z.object({
  status: status.optional(),
  addressee: uuid.optional().describe('A body of this hub'),
  sdg: goal(17).optional(),
  gcm: goal(23).optional(),
  session: uuid.optional(),
})
export type Filter = z.infer<typeof filter>

const card = z.object({
  id: uuid,
  session: uuid,
  number: z.number().int(),
  path: z.string(),
  status,
  version: z.number().int(),
  title: z.string(),
  text: z.string(),
  call: z.string(),
  language: z.string(),
  question: z.number().int().nullable(),
  addressee: z.string(),
  addresseeBody: uuid.nullable(),
  actBy: z.string().nullable(),
  answerBy: z.string(),
  answeredAt: z.date().nullable(),
  answeredLate: z.boolean(),
  sdgs: z.array(z.number().int()),
  gcm: z.array(z.number().int()),
  sources: z.object({ all: z.number().int(), standing: z.number().int(), changed: z.boolean() }),
})

export const listRecommendations = (sources: Sources) =>
  query({
    name: 'recommendations.list',
    summary: 'Every recommendation that was proposed, those overdue first, with how many there are in each state',
    route: 'GET /recommendations',
    input: filter,
    output: z.object({ counts: z.partialRecord(status, z.number().int()), recommendations: z.array(card) }),
    async read(db, { input, actor, now }) {
      const cards = filtered(await recommendationCards(db, {}, { actor, now, sources }), input)
      return { counts: countsOf(cards), recommendations: cards.map(asData) }
    },
  })

/** What a row of the CSV and of the API says. */
export function asData({ session, addressee, proposedAt: _proposedAt, heading: _heading, ...one }: Card) {
  return { ...one, session: session.id, addressee: addressee.name, sdgs: [...one.sdgs], gcm: [...one.gcm] }
}

export const filtered = (cards: readonly Card[], { status: wanted, addressee, sdg, gcm, session }: Filter): readonly Card[] =>
  cards.filter(
    (card) =>
      (wanted === undefined || card.status === wanted) &&
      (addressee === undefined || card.addresseeBody === addressee) &&
      (sdg === undefined || card.sdgs.includes(sdg)) &&
      (gcm === undefined || card.gcm.includes(gcm)) &&
      (session === undefined || card.session.id === session),
  )

/** Each number is that of the rows shown: whoever counts them gets it again. */
export function countsOf(cards: readonly Card[]): Partial<Record<(typeof STATUSES)[number], number>> {
  return Object.fromEntries(
    STATUSES.flatMap((one) => {
      const count = cards.filter((card) => card.status === one).length
      return count === 0 ? [] : [[one, count]]
    }),
  )
}
