import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { signedIn } from '../policy.ts'
import { no } from '../refusals.ts'
import { ANYBODY, cardFor, type Relation } from '../rules.ts'
import { hidingsOf } from './hidings.ts'
import { cardShape } from './shapes.ts'
import { wholeCard } from './whole-card.ts'

const VIEWERS = ['anybody', 'member', 'companion', 'body', 'government'] as const
export type Viewer = (typeof VIEWERS)[number]

type Look = {
  readonly viewer: Viewer
  readonly body: { readonly name: string; readonly language: string } | null
  readonly relation: Relation
}

const MEMBER: Relation = { ...ANYBODY, signedIn: true }
const COMPANION: Relation = { ...MEMBER, sharesBody: true }

/** Those whom the page shows through the eyes of, each as the relation in which they would look. */
async function looks(db: Reader, person: string, locale: string): Promise<readonly Look[]> {
  const hidings = await hidingsOf(db, person)
  const fromGovernments = hidings.some(({ sort }) => sort === 'governments')
  const bodies = await organisations.bodiesOf(db, person, locale)
  const asBody = bodies.map(({ id, kind, name, language }): Look => {
    const government = organisations.speaksForState(kind)
    const hidden = hidings.some((hiding) => hiding.bodyId === id) || (government && fromGovernments)
    return { viewer: 'body', body: { name, language }, relation: { ...COMPANION, government, hidden } }
  })
  return [
    { viewer: 'anybody', body: null, relation: ANYBODY },
    { viewer: 'member', body: null, relation: MEMBER },
    ...(bodies.length === 0 ? [] : [{ viewer: 'companion', body: null, relation: COMPANION } as const]),
    ...asBody,
    { viewer: 'government', body: null, relation: { ...MEMBER, government: true, hidden: fromGovernments } },
  ]
}

export const seenByOthers = query({
  name: 'profiles.seen',
  summary:
    'What others see of the identity under which you act, through the eyes of each sort of reader. Where rooms name it to everybody for what it took on (a role, an entry to look after) stands on the page of the same address.',
  route: 'GET /me/seen',
  input: z.object({}),
  output: z.object({
    name: z.string(),
    looks: z.array(
      z.object({
        viewer: z.enum(VIEWERS),
        body: z.object({ name: z.string(), language: z.string() }).nullable(),
        hidden: z.boolean().describe('You hide from them'),
        card: cardShape.nullable().describe('Null: they find nobody there'),
      }),
    ),
    offices: cardShape.shape.offices.describe('Public on the pages of the bodies, whatever you choose'),
  }),
  async read(db, { actor, outside }) {
    demand(signedIn(actor))
    const person = actor.person ?? refuse(no('card.missing'))
    const whole = (await wholeCard(db, outside.keys, person, actor.locale)) ?? refuse(no('card.missing'))
    const offices = whole.offices.map(({ roles, ...office }) => ({ ...office, roles: [...roles] }))
    const shown = (await looks(db, person, actor.locale)).map(({ viewer, body, relation }) => {
      const card = cardFor(whole, relation)
      const facets = card?.facets.map(({ facet, values }) => ({ facet, values: [...values] })) ?? []
      return { viewer, body, hidden: relation.hidden, card: card === null ? null : { ...card, offices, facets } }
    })
    return { name: whole.name, looks: shown, offices }
  },
})

export type Seen = z.infer<typeof seenByOthers.output>
