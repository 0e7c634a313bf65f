import type { Verdict } from '#base'
import type { Child } from 'hono/jsx'
import type { Actor } from '../../../core/actor.ts'
import { perform } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { answerRecommendation } from '../commands/answer-recommendation.ts'
import { decideAmendment } from '../commands/decide-amendment.ts'
import { decideRecommendation } from '../commands/decide-recommendation.ts'
import { openBallot } from '../commands/open-ballot.ts'
import { proposeRecommendation } from '../commands/propose-recommendation.ts'
import { putRecommendation } from '../commands/put-recommendation.ts'
import { replyObjection } from '../commands/reply-objection.ts'
import { withdrawRecommendation } from '../commands/withdraw-recommendation.ts'
import { writeYouthReading } from '../commands/write-youth-reading.ts'
import {
  mayAnswer,
  mayConfirmSources,
  mayDecide,
  mayDraft,
  mayEdit,
  mayOpenBallot,
  mayPropose,
  mayPut,
  mayReadYouth,
  mayTranslate,
  mayWithdraw,
  type Undone,
} from '../policy.ts'
import type { At } from '../queries/facts.ts'
import type { Signed, Whole } from '../queries/read.ts'
import { AmendmentDecisionPage, BallotPage, DecisionPage, DeliveryPage, ProposalPage, ReasonPage, type Turns } from '../views/desk.tsx'
import { AnswerPage, PARTS, YouthPage, type Values } from '../views/word-forms.tsx'
import { orNull, type Room, type Worded } from './place.ts'

type Judging = { readonly actor: Actor; readonly undone: Undone }
type AllTurns = Turns & { readonly amendment: Verdict; readonly reply: Verdict }

/** The verdict of each deed as it would be judged now. */
export async function turnsOf(db: Reader, at: At, { actor, undone }: Judging): Promise<AllTurns> {
  const { addresseeBody, id } = at.recommendation
  const standing = await organisations.standingOf(db, addresseeBody ?? id, actor.person)
  return {
    edit: mayEdit(actor, at),
    proposal: mayPropose(actor, at),
    ballot: mayOpenBallot(actor, at, undone),
    decision: mayDecide(actor, at, undone),
    delivery: mayPut(actor, at),
    answer: mayAnswer(actor, at, standing),
    withdrawal: mayWithdraw(actor, at),
    youth: mayReadYouth(actor, at),
    confirm: mayConfirmSources(actor, at),
    translation: mayTranslate(actor, at),
    amendment: mayEdit(actor, at),
    reply: mayDraft(actor, at),
  }
}

export type Common = {
  readonly page: Page
  readonly back: { readonly path: string; readonly text: string; readonly language: string }
  readonly action: string
  readonly languages: readonly string[]
  readonly values: Values
  readonly problem: Problem | undefined
}
type Drawn = { readonly at: Worded; readonly whole: Whole; readonly one: Signed | undefined }

/** One deed of those who lead or answer: where its form lies, what is in it, and what is done with it. */
export type Step = {
  readonly address: string
  readonly fields: readonly string[]
  readonly backToDesk: boolean
  may(turns: AllTurns): Verdict
  now(at: Worded, id: string | null): Values
  input(values: Values, id: string | null): Readonly<Record<string, unknown>>
  draw(common: Common, drawn: Drawn): Child
  do(room: Room, input: unknown, actor: Actor): Promise<{ readonly path: string }>
}

const nothing = (): Values => ({})
const asWritten = (values: Values): Values => values

const proposal: Step = {
  ...{ address: 'proposal', fields: ['amendmentsUntil', 'rule', 'quorum'], backToDesk: false },
  may: ({ proposal: verdict }) => verdict,
  now: () => ({ rule: 'consent' }),
  input: ({ amendmentsUntil, rule, quorum = '' }) => ({ amendmentsUntil, rule, quorum: quorum === '' ? null : Number(quorum) }),
  draw: (common) => <ProposalPage {...common} heading={common.page.say('recommendation.turn.proposal')} />,
  do: ({ kit, sources }, input, actor) => perform(kit.runner, proposeRecommendation(sources), input, actor),
}

const ballot: Step = {
  ...{ address: 'ballot', fields: ['until'], backToDesk: false },
  may: ({ ballot: verdict }) => verdict,
  now: nothing,
  input: asWritten,
  draw: (common) => <BallotPage {...common} heading={common.page.say('recommendation.turn.ballot')} />,
  do: ({ kit, sources }, input, actor) => perform(kit.runner, openBallot(sources), input, actor),
}

const decision: Step = {
  ...{ address: 'decision', fields: ['adopted', 'text', 'language'], backToDesk: true },
  may: ({ decision: verdict }) => verdict,
  now: () => ({ adopted: 'yes' }),
  input: ({ adopted, text, language }) => ({ adopted: adopted === 'yes', text, language }),
  draw: (common, { at }) => (
    <DecisionPage {...common} heading={common.page.say('recommendation.turn.decision')} byVote={at.recommendation.rule === 'vote'} />
  ),
  do: ({ kit, sources }, input, actor) => perform(kit.runner, decideRecommendation(sources), input, actor),
}

const delivery: Step = {
  ...{ address: 'delivery', fields: ['how', 'language', 'answerBy'], backToDesk: false },
  may: ({ delivery: verdict }) => verdict,
  now: ({ recommendation }) => ({ answerBy: recommendation.answerBy }),
  input: ({ how, language, answerBy }) => ({ how, language, answerBy: orNull(answerBy) }),
  draw: (common, { at }) => (
    <DeliveryPage
      {...common}
      heading={common.page.say('recommendation.turn.delivery')}
      outside={at.recommendation.addresseeBody === null}
    />
  ),
  do: ({ kit }, input, actor) => perform(kit.runner, putRecommendation, input, actor),
}

const numbers = Array.from({ length: PARTS }, (_, index) => index + 1)

const answer: Step = {
  address: 'answer',
  fields: ['answer', 'text', 'language', ...numbers.flatMap((number) => [`part-${number}`, `answer-${number}`, `reason-${number}`])],
  backToDesk: false,
  may: ({ answer: verdict }) => verdict,
  now: nothing,
  input: (values) => ({
    ...{ answer: values['answer'], text: values['text'], language: values['language'] },
    parts: numbers.flatMap((number) => {
      const part = values[`part-${number}`] ?? ''
      return part === '' ? [] : [{ part, answer: values[`answer-${number}`], reason: values[`reason-${number}`] }]
    }),
  }),
  draw: (common, { at }) => (
    <AnswerPage
      {...common}
      heading={common.page.say('recommendation.do.answer')}
      wording={at.wording}
      outside={at.recommendation.addresseeBody === null}
    />
  ),
  do: ({ kit }, input, actor) => perform(kit.runner, answerRecommendation, input, actor),
}

const withdrawal: Step = {
  ...{ address: 'withdrawal', fields: ['text', 'language'], backToDesk: false },
  may: ({ withdrawal: verdict }) => verdict,
  now: nothing,
  input: asWritten,
  draw: (common) => (
    <ReasonPage
      {...common}
      heading={common.page.say('recommendation.turn.withdrawal')}
      lead={common.page.say('recommendation.withdraw.lead')}
      button={common.page.say('recommendation.turn.withdrawal')}
    />
  ),
  do: ({ kit }, input, actor) => perform(kit.runner, withdrawRecommendation, input, actor),
}

const youth: Step = {
  ...{ address: 'youth', fields: ['text', 'language'], backToDesk: false },
  may: ({ youth: verdict }) => verdict,
  now: nothing,
  input: asWritten,
  draw: (common, { at, whole }) => (
    <YouthPage
      {...common}
      heading={common.page.say('recommendation.do.youth')}
      wording={at.wording}
      values={{ text: whole.youth?.text ?? '', ...common.values }}
    />
  ),
  do: ({ kit }, input, actor) => perform(kit.runner, writeYouthReading, input, actor),
}

const amendment: Step = {
  ...{
    address: 'amendments/:contribution/decision',
    fields: ['decision', 'text', 'language', 'title', 'proposed', 'call'],
    backToDesk: true,
  },
  may: ({ amendment: verdict }) => verdict,
  now: ({ wording }) => ({ decision: 'accepted', title: wording.title, proposed: wording.text, call: wording.call }),
  input: ({ decision: decided, text, language, title, proposed, call }, id) => ({
    ...{ amendment: id, decision: decided, text, language },
    merged: decided === 'merged' ? { title, text: proposed, call } : null,
  }),
  draw: (common, { whole, one }) =>
    one === undefined ? null : (
      <AmendmentDecisionPage {...common} heading={common.page.say('recommendation.turn.amendment')} whole={whole} amendment={one} />
    ),
  do: ({ kit }, input, actor) => perform(kit.runner, decideAmendment, input, actor),
}

const reply: Step = {
  ...{ address: 'contributions/:contribution/reply', fields: ['text', 'language'], backToDesk: true },
  may: ({ reply: verdict }) => verdict,
  now: nothing,
  input: ({ text, language }, id) => ({ contribution: id, text, language }),
  draw: (common, { one }) => (
    <ReasonPage
      {...common}
      label={common.page.say('recommendation.reply.text')}
      heading={common.page.say('recommendation.turn.reply')}
      lead={common.page.say('recommendation.reply.lead')}
      button={common.page.say('recommendation.turn.reply')}
      above={
        one === undefined ? null : (
          <InLanguage as="blockquote" language={one.language}>
            {one.text}
          </InLanguage>
        )
      }
    />
  ),
  do: ({ kit }, input, actor) => perform(kit.runner, replyObjection, input, actor),
}

export const STEPS: readonly Step[] = [proposal, ballot, decision, delivery, answer, withdrawal, youth, amendment, reply]
