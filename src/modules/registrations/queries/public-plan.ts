import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import { phaseOf, QUESTION_SORTS } from '../rules.ts'
import { demandEdition, planOf, questionsOf } from './plan.ts'

const inTens = z.number().int().nullable().describe('In tens, held back until ten people more or fewer have a place; null: fewer than ten')

export const readPlan = query({
  name: 'registrations.read-plan',
  summary: 'When and how one registers for an edition, what is asked, and how many have a place: the same for every reader',
  route: 'GET /editions/{edition}/registration-plan',
  input: z.object({ edition: z.uuid() }),
  output: z.object({
    phase: z.enum(['before', 'open', 'closed']),
    opensAt: z.date(),
    closesAt: z.date(),
    inPersonPlaces: z.number().int().nullable().describe('null: as many as come; 0: nobody comes in this way'),
    onlinePlaces: z.number().int().nullable(),
    byApproval: z.boolean(),
    questions: z.array(
      z.object({
        id: z.string(),
        sort: z.enum(QUESTION_SORTS),
        required: z.boolean(),
        texts: z.array(z.object({ language: z.string(), text: z.string(), choices: z.array(z.string()) })),
      }),
    ),
    numbers: z.object({ inPerson: inTens, online: inTens }),
  }),
  async read(db, { input, actor, now }) {
    await demandEdition(db, input.edition, actor)
    const plan = (await planOf(db, input.edition)) ?? refuse(no('registration.none'))
    const questions = await questionsOf(db, input.edition)
    return {
      ...{ phase: phaseOf(plan, now), opensAt: plan.opensAt, closesAt: plan.closesAt, byApproval: plan.byApproval },
      ...{ inPersonPlaces: plan.places['in-person'], onlinePlaces: plan.places.online },
      questions: questions.map((one) => ({ ...one, texts: one.texts.map((text) => ({ ...text, choices: [...text.choices] })) })),
      numbers: { inPerson: plan.shown['in-person'] || null, online: plan.shown.online || null },
    }
  },
})
