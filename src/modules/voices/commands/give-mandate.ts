import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub } from '../../../core/refused.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { mayServe } from '../policy.ts'
import { isSteward, ownFacts } from '../queries/intermediaries.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn, DECIDED, fullHour, LEAST, LONGEST_MANDATE, LONGEST_TERM_DAYS, daysAfter, VOTE_DAYS } from '../rules.ts'
import { ofMandate } from '../queries/mandates.ts'

const words = z.string().trim().min(1).max(LONGEST_MANDATE.words)

export const giveMandate = command({
  name: 'voices.give-mandate',
  summary:
    'Record who may speak for whom, on what, until when: for a body or a community by its stewards, for a group that stays unnamed by its intermediary',
  route: 'POST /voices/mandates',
  limit: 'write',
  input: z.object({
    giver: z.object({ sort: z.enum(['body', 'community', 'unnamed']), id: shapes.id }),
    holder: shapes.id.describe('The identity, or the body, that is to speak'),
    holderSort: z.enum(['person', 'body']).default('person'),
    subject: z.string().trim().min(1).max(LONGEST_MANDATE.subject),
    maySay: words,
    mayNot: words,
    takingBack: words.describe('How it can be taken back'),
    decidedHow: z.enum(DECIDED).describe('`members`: they are asked here first, and it stands only if they give it'),
    minutes: z.string().trim().max(LONGEST_MANDATE.minutes).default('').describe('The minutes of the decision, or where they are'),
    language: shapes.language,
    voteDays: z.number().int().min(VOTE_DAYS.least).max(VOTE_DAYS.most).default(VOTE_DAYS.usual),
    quorum: z.number().int().min(LEAST).default(LEAST).describe('How many members answer at the least'),
    startsOn: shapes.day,
    endsOn: shapes.day,
    feedbackOn: shapes.day.describe('By when the represented hear what was said in their name and what came of it'),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input: { giver, holder, holderSort, decidedHow }, actor, now, outside }) {
    const own = giver.sort === 'unnamed' ? await ownFacts(tx, { actor, now }) : null
    const steward = giver.sort === 'unnamed' ? false : await isSteward(tx, { actor, now, outside }, { sort: giver.sort, id: giver.id })
    const known =
      holderSort === 'body'
        ? (await organisations.bodyCards(tx, [holder], actor.locale)).has(holder)
        : (await people.nameOf(tx, [holder])).has(holder)
    const voters = decidedHow === 'members' && giver.sort === 'community' ? (await communities.memberIdsOf(tx, giver.id)).size : 0
    return { own, steward, known, voters }
  },
  may: ({ input, actor, now, facts: { own, steward, known, voters } }) =>
    all(
      namedOrHub(actor),
      own === null ? (steward ? yes : no('mandate.not-giver')) : mayServe(actor, own),
      own === null || own.namers.some(({ sort, id }) => sort === 'body' && id === input.giver.id) ? yes : no('mandate.not-giver'),
      known ? yes : no('mandate.holder-unknown'),
      input.holder === input.giver.id ? no('mandate.itself') : yes,
      input.decidedHow === 'members' ? mayAsk(input, voters, daysAfter(now, input.voteDays)) : yes,
      daysFit(input, dayIn(now), daysAfter(now, LONGEST_TERM_DAYS)),
    ),
  async run(tx, { input, facts, now, outside }) {
    const id = outside.uuid()
    const { giver, holder, holderSort, subject, minutes, language } = input
    const asked = input.decidedHow === 'members'
    await tx
      .insertInto('mandate')
      .values({
        ...{ id, giver_sort: giver.sort, giver_id: giver.id, subject, minutes, language },
        ...{ holder_id: holderSort === 'person' ? holder : null, holder_body_id: holderSort === 'body' ? holder : null },
        vote_ends_at: asked ? fullHour(new Date(now.getTime() + input.voteDays * 86_400_000)) : null,
        ...{ vote_quorum: asked ? input.quorum : null, vote_given: null, vote_for: null, vote_against: null },
        keeper_tag: facts.own?.row == null ? null : outside.keys.tag('voice-keeper', facts.own.row.id),
        ...{ may_say: input.maySay, may_not: input.mayNot, taking_back: input.takingBack, decided_how: input.decidedHow },
        ...{ starts_on: input.startsOn, ends_on: input.endsOn, feedback_on: input.feedbackOn, given_on: dayIn(now) },
        ...{ accepted_on: null, withdrawn_on: null },
      })
      .execute()
    return { id }
  },
  tell: ({ result }) => [ofMandate(result.id, 'given')],
})

type Asking = { readonly giver: { readonly sort: string }; readonly quorum: number; readonly endsOn: string }

/** Of fewer than ten nothing could be told, and a vote that cannot reach its quorum asks for nothing. */
const mayAsk = ({ giver, quorum, endsOn }: Asking, voters: number, voteEnds: string): Verdict =>
  all(
    giver.sort === 'community' ? yes : no('mandate.vote-community'),
    voters >= quorum ? yes : no('mandate.vote-few', { least: quorum }),
    voteEnds < endsOn ? yes : no('mandate.vote-days'),
  )

type Days = { readonly startsOn: string; readonly endsOn: string; readonly feedbackOn: string }
const daysFit = ({ startsOn, endsOn, feedbackOn }: Days, today: string, latest: string): Verdict =>
  startsOn <= endsOn && endsOn >= today && endsOn <= latest && feedbackOn >= startsOn && feedbackOn <= endsOn ? yes : no('mandate.days')
