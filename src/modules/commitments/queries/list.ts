import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { FILTERS } from '../rules.ts'
import { commitmentCards, type Card } from './cards.ts'
import { filterStatus, uuid } from './shapes.ts'

export const filter = z.object({
  status: filterStatus.optional(),
  lead: uuid.optional().describe('The body that leads it'),
  kind: z.enum(['government', 'society']).optional().describe('Whether the lead body speaks for a state'),
  edition: uuid.optional().describe('The edition of a summit under which it was made'),
  sdg: z.coerce.number().int().min(1).max(17).optional(),
})
export type Filter = z.infer<typeof filter>

const body = z.object({ id: uuid, name: z.string(), path: z.string(), kind: z.string(), government: z.boolean() })
const card = z.object({
  ...{
    id: uuid,
    path: z.string(),
    status: z.string(),
    silent: z.boolean(),
    unanswered: z.number().int(),
    title: z.string(),
    text: z.string(),
    language: z.string(),
  },
  ...{ lead: body, supporters: z.array(body), edition: uuid.nullable() },
  source: z.object({ sort: z.string(), id: z.string() }).nullable(),
  ...{ startsOn: z.string(), dueOn: z.string(), firstDueOn: z.string(), endedOn: z.string().nullable(), checkedOn: z.string().nullable() },
  ...{ owner: z.string(), sdgs: z.array(z.number().int()), indicators: z.number().int(), evidence: z.number().int() },
})

export const listCommitments = query({
  name: 'commitments.list',
  summary: 'The board: every commitment that its body agreed to, late ones first, with how many there are in each state',
  route: 'GET /commitments',
  input: filter,
  output: z.object({ counts: z.partialRecord(filterStatus, z.number().int()), commitments: z.array(card) }),
  async read(db, { input, actor, now }) {
    const cards = filtered(await commitmentCards(db, {}, { actor, now }), input)
    return { counts: countsOf(cards), commitments: cards.map(asData) }
  },
})

const bodyData = ({ id, name, path, kind, government }: Card['lead']) => ({ id, name, path, kind, government })

/** What a row of the API says. */
function asData(one: Card) {
  const { lead, supporters, edition, sdgs, milestonesAfter: _after, tracedOn: _traced, mergedInto: _into, ...rest } = one
  return { ...rest, lead: bodyData(lead), supporters: supporters.map(bodyData), edition: edition?.id ?? null, sdgs: [...sdgs] }
}

type Standing = Pick<Card, 'status' | 'silent' | 'unanswered'>

const isOf = (card: Standing, status: Filter['status']): boolean =>
  status === undefined || (status === 'silent' ? card.silent : status === 'unanswered' ? card.unanswered > 0 : card.status === status)

export const filtered = (cards: readonly Card[], { status, lead, kind, edition, sdg }: Filter): readonly Card[] =>
  cards.filter(
    (card) =>
      isOf(card, status) &&
      (lead === undefined || card.lead.id === lead) &&
      (kind === undefined || card.lead.government === (kind === 'government')) &&
      (edition === undefined || card.edition?.id === edition) &&
      (sdg === undefined || card.sdgs.includes(sdg)),
  )

export type Counts = Partial<Record<(typeof FILTERS)[number], number>>

/** Each number is that of the rows to which it leads. Silent and unanswered ones are counted once more where they stand. */
export function countsOf(cards: readonly Standing[]): Counts {
  return Object.fromEntries(
    FILTERS.flatMap((status) => {
      const count = cards.filter((card) => isOf(card, status)).length
      return count === 0 ? [] : [[status, count]]
    }),
  )
}
