import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import { practicesOf, type Practice } from './practices.ts'
import { countryCode, ref, uuid } from './shapes.ts'

export const practiceFilter = z.object({
  sdg: z.coerce.number().int().min(1).max(17).optional(),
  kind: z.enum(['government', 'society']).optional().describe('Whether the body that did it speaks for a state'),
  country: countryCode.optional().describe('Where it was done'),
})
export type PracticeFilter = z.infer<typeof practiceFilter>

export const practicesLike = (all: readonly Practice[], { sdg, kind, country: where }: PracticeFilter): readonly Practice[] =>
  all.filter(
    ({ card, country: of }) =>
      (sdg === undefined || card.sdgs.includes(sdg)) &&
      (kind === undefined || card.lead.government === (kind === 'government')) &&
      (where === undefined || of === where),
  )

const text = z.string()
const maybe = z.string().nullable()
const shape = z.object({
  ...{ commitment: uuid, path: text, title: text, did: text, cost: text, worked: text, failed: text, whom: text, language: text },
  ...{ lead: text, leadBody: uuid, owner: text, country: maybe, sdgs: z.array(z.number().int()), checkedOn: text, endsOn: text },
  fresh: z.boolean().describe('False: nobody has said for a year that it still holds'),
  adoptions: z.array(
    z.object({
      ...{ body: uuid, name: text, adoptedOn: text, text, language: text, state: text },
      result: z.object({ outcome: text, text, language: text, on: text }).nullable(),
    }),
  ),
})

function asData({ id, path, wording, card, country: where, checkedOn, endsOn, fresh, adoptions }: Practice) {
  const { title, did, cost, worked, failed, whom, language } = wording
  return {
    ...{ commitment: id, path, title, did, cost, worked, failed, whom, language, checkedOn, endsOn, fresh, country: where },
    ...{ lead: card.lead.name, leadBody: card.lead.id, owner: card.owner, sdgs: [...card.sdgs] },
    adoptions: adoptions.map(({ body, office: _office, ...one }) => ({ ...one, body: body.id, name: body.name })),
  }
}

export const listPractices = query({
  name: 'commitments.practices',
  summary: 'What bodies learnt from commitments that they kept, who took it up and what came of it there; those last checked come first',
  route: 'GET /practices',
  input: practiceFilter,
  output: z.array(shape),
  read: async (db, { input, actor, now }) => practicesLike(await practicesOf(db, {}, { actor, now }), input).map(asData),
})

export const readPractice = query({
  name: 'commitments.practice',
  summary: 'What a body learnt from a commitment that it kept',
  route: 'GET /practices/{commitment}',
  input: z.object(ref),
  output: shape,
  async read(db, { input, actor, now }) {
    const [practice] = await practicesOf(db, { ids: [input.commitment] }, { actor, now })
    return practice === undefined ? refuse(no('practice.missing')) : asData(practice)
  },
})
