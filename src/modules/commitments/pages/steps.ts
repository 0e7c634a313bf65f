import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { perform, type Runner } from '../../../core/perform.ts'
import type { Option } from '../../../web/fields.tsx'
import type { Page } from '../../../web/page.ts'
import type { BodyCard } from './bodies.ts'
import { addEvidence } from '../commands/add-evidence.ts'
import { addIndicator } from '../commands/add-indicator.ts'
import { addMilestone } from '../commands/add-milestone.ts'
import { answerQuestion } from '../commands/answer-question.ts'
import { askEvidence } from '../commands/ask-evidence.ts'
import { answerProposal } from '../commands/answer-proposal.ts'
import { answerSupport } from '../commands/answer-support.ts'
import { askSupport } from '../commands/ask-support.ts'
import { verifyEvidence } from '../commands/verify-evidence.ts'
import { editCommitment } from '../commands/edit-commitment.ts'
import { endCommitment } from '../commands/end-commitment.ts'
import { markMilestone } from '../commands/mark-milestone.ts'
import { moveDate } from '../commands/move-date.ts'
import { recordMeasurement } from '../commands/record-measurement.ts'
import { translateCommitment } from '../commands/translate-commitment.ts'
import { withdrawCommitment } from '../commands/withdraw-commitment.ts'
import { mayAnswer, mayAnswerQuestion, mayAnswerSupport, mayAsk, mayCheck, mayLookAfter, type Standing } from '../policy.ts'
import type { Whole } from '../queries/read.ts'
import { no } from '../refusals.ts'
import { SDGS } from '../rules.ts'
import type { Field, Values } from '../views/forms.tsx'
import { languagesFor, namedOptions, numberIn, orNull } from './place.ts'

/** What a form is drawn from: the commitment, the bodies that the reader may speak for, and all there are. */
export type Drawn = {
  readonly page: Page
  readonly whole: Whole
  readonly mine: readonly BodyCard[]
  readonly bodies: readonly BodyCard[]
}

/** One deed: where its form lies, what is in it, and what is done with it. */
export type Step = {
  readonly address: string
  fields(drawn: Drawn): readonly Field[]
  may(drawn: Drawn): Verdict
  now?(drawn: Drawn): Values
  input(values: Values, drawn: Drawn): Readonly<Record<string, unknown>>
  do(runner: Runner, input: unknown, actor: Actor): Promise<{ readonly path: string }>
}

export const text = (label: string): Field => ({ name: 'text', label, sort: 'area', required: true })
export const language = ({ page, whole }: Drawn): Field => ({
  ...{ name: 'language', label: 'language', sort: 'choice' },
  options: languagesFor(page, [whole.commitment.language]),
})
export const choice = (name: string, label: string, options: readonly Option[]): Field => ({
  name,
  label,
  sort: 'choice',
  options,
  required: true,
})
export const radio = ({ page }: Drawn, name: string, values: readonly string[]): Field => ({
  ...{ name, label: name, sort: 'radio', required: true },
  options: values.map((value) => ({ value, label: page.say(`commitment.option.${value}`) })),
})
export const day = (name: string, label: string): Field => ({ name, label, sort: 'date', required: true })

export const goals = ({ say }: Page): Field => ({
  ...{ name: 'sdgs', label: 'sdgs', sort: 'goals' },
  options: SDGS.map((goal) => ({ value: String(goal), label: `${goal}. ${say(`sdg.${goal}`)}` })),
})
export const goalsIn = (sdgs: string | undefined): readonly number[] =>
  sdgs === undefined || sdgs === '' ? [] : sdgs.split(' ').map(Number)

const looksAfter = ({ page, whole }: Drawn): Verdict => mayLookAfter(page.actor, whole)
export const asOffice = { steward: false, convener: true } as const satisfies Standing

/** Of those that were asked, the ones that the reader may speak for. */
const askedOf = ({ whole, mine }: Drawn) => mine.filter(({ id }) => whole.supporters.some(({ body }) => body.id === id))
/** Of those that have no part in it. */
export const uninvolvedOf = ({ whole, mine }: Pick<Drawn, 'whole' | 'mine'>) =>
  mine.filter(({ id }) => id !== whole.commitment.leadBody && !whole.supporters.some(({ body }) => body.id === id))

const acceptance: Step = {
  address: 'acceptance',
  may: ({ page, whole }) => mayAnswer(page.actor, whole),
  fields: (drawn) => [radio(drawn, 'accept', ['yes', 'no']), { name: 'text', label: 'decline-reason', sort: 'area' }, language(drawn)],
  input: ({ accept, text: reason, language: tongue }) => ({ accept: accept === 'yes', text: reason, language: tongue }),
  do: (runner, input, actor) => perform(runner, answerProposal, input, actor),
}

const support: Step = {
  address: 'support',
  may: (drawn) => {
    const [body] = askedOf(drawn)
    const state = drawn.whole.supporters.find((one) => one.body.id === body?.id)?.state ?? null
    return mayAnswerSupport(drawn.page.actor, drawn.whole, { standing: { ...asOffice, convener: body !== undefined }, state })
  },
  fields: (drawn) => [choice('body', 'your-body', namedOptions(askedOf(drawn))), radio(drawn, 'accept', ['yes', 'no'])],
  input: ({ body, accept }) => ({ body, accept: accept === 'yes' }),
  do: (runner, input, actor) => perform(runner, answerSupport, input, actor),
}

const evidence: Step = {
  address: 'evidence',
  may: looksAfter,
  fields: (drawn) => [text('evidence-text'), language(drawn), { name: 'link', label: 'link', sort: 'url' }, day('datedOn', 'dated-on')],
  input: ({ text: words, language: tongue, link, datedOn }) => ({ text: words, language: tongue, link: orNull(link), datedOn }),
  do: (runner, input, actor) => perform(runner, addEvidence, input, actor),
}

const measurement: Step = {
  address: 'measurement',
  may: (drawn) => all(looksAfter(drawn), drawn.whole.indicators.length === 0 ? no('commitment.part-missing') : { ok: true }),
  fields: ({ whole }) => [
    choice(
      'indicator',
      'indicator',
      whole.indicators.map(({ number, name, language: lang }) => ({ value: String(number), label: name, lang })),
    ),
    { name: 'value', label: 'value', sort: 'number', required: true },
    day('measuredOn', 'measured-on'),
    { name: 'link', label: 'link', sort: 'url' },
  ],
  input: ({ indicator, value, measuredOn, link }) => ({ indicator, value: numberIn(value), measuredOn, link: orNull(link) }),
  do: (runner, input, actor) => perform(runner, recordMeasurement, input, actor),
}

const indicator: Step = {
  address: 'indicator',
  may: looksAfter,
  fields: (drawn) => [
    { name: 'name', label: 'indicator-name', sort: 'text', required: true },
    { name: 'unit', label: 'unit', sort: 'text', required: true },
    { name: 'baseline', label: 'baseline', sort: 'number', required: true },
    { name: 'target', label: 'target', sort: 'number', required: true },
    language(drawn),
  ],
  input: ({ baseline, target, ...values }) => ({ ...values, baseline: numberIn(baseline), target: numberIn(target) }),
  do: (runner, input, actor) => perform(runner, addIndicator, input, actor),
}

const milestone: Step = {
  address: 'milestone',
  may: looksAfter,
  fields: (drawn) => [
    { name: 'title', label: 'milestone-title', sort: 'text', required: true },
    language(drawn),
    day('dueOn', 'milestone-due'),
  ],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, addMilestone, input, actor),
}

const reached: Step = {
  address: 'milestone-reached',
  may: (drawn) => all(looksAfter(drawn), drawn.whole.milestones.length === 0 ? no('commitment.part-missing') : { ok: true }),
  fields: ({ whole }) => [
    choice(
      'milestone',
      'milestone-title',
      whole.milestones.map(({ number, title, language: lang }) => ({ value: String(number), label: title, lang })),
    ),
    day('doneOn', 'done-on'),
  ],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, markMilestone, input, actor),
}

const date: Step = {
  address: 'date',
  may: looksAfter,
  fields: (drawn) => [day('dueOn', 'new-date'), text('date-reason'), language(drawn)],
  now: ({ whole }) => ({ dueOn: whole.card.dueOn }),
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, moveDate, input, actor),
}

const supporter: Step = {
  address: 'supporter',
  may: looksAfter,
  fields: ({ bodies, whole }) => [choice('body', 'body', namedOptions(bodies.filter(({ id }) => id !== whole.commitment.leadBody)))],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, askSupport, input, actor),
}

const wordingNow = ({ whole: { wordings, commitment } }: Drawn) =>
  wordings.find(({ language: tongue, version }) => tongue === commitment.language && version === commitment.version)

const words: readonly Field[] = [{ name: 'title', label: 'title', sort: 'text', required: true }, text('text')]
export const WORDS = words

const edit: Step = {
  address: 'edit',
  may: looksAfter,
  fields: ({ page }) => [...words, { name: 'owner', label: 'owner', sort: 'text', required: true }, goals(page)],
  now: (drawn) => {
    const { owner, sdgs } = drawn.whole.card
    const { title = '', text: now = '' } = wordingNow(drawn) ?? {}
    return { title, text: now, owner, sdgs: sdgs.join(' '), version: String(drawn.whole.commitment.version) }
  },
  input: ({ sdgs, ...values }) => ({ ...values, sdgs: goalsIn(sdgs) }),
  do: (runner, input, actor) => perform(runner, editCommitment, input, actor),
}

const translation: Step = {
  address: 'translation',
  may: looksAfter,
  fields: ({ page, whole }) => [
    choice(
      'language',
      'language',
      languagesFor(page).filter(({ value }) => value !== whole.commitment.language),
    ),
    ...words,
  ],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, translateCommitment, input, actor),
}

const end: Step = {
  address: 'end',
  may: looksAfter,
  fields: (drawn) => [radio(drawn, 'outcome', ['kept', 'partly', 'not-kept']), text('outcome-reason'), language(drawn)],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, endCommitment, input, actor),
}

const withdrawal: Step = {
  address: 'withdrawal',
  may: looksAfter,
  fields: (drawn) => [text('withdrawal-reason'), language(drawn)],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, withdrawCommitment, input, actor),
}

const check: Step = {
  address: 'check',
  may: (drawn) => {
    const convener = drawn.mine.length > 0
    return all(
      mayCheck(drawn.page.actor, {
        standing: { ...asOffice, convener },
        involved: convener && uninvolvedOf(drawn).length === 0,
        // What they are under another name of theirs, and who looked already, the deed itself asks.
        independent: uninvolvedOf(drawn).length === drawn.mine.length,
      }),
      drawn.whole.evidence.length === 0 ? no('commitment.part-missing') : { ok: true },
    )
  },
  fields: (drawn) => [
    choice(
      'evidence',
      'evidence',
      drawn.whole.evidence.map(({ number, text: shown, language: lang }) => ({ value: String(number), label: shown.slice(0, 80), lang })),
    ),
    choice('body', 'your-body', namedOptions(uninvolvedOf(drawn))),
    radio(drawn, 'confirms', ['yes', 'no']),
    text('check-text'),
    language(drawn),
  ],
  input: ({ confirms, ...values }) => ({ ...values, confirms: confirms === 'yes' }),
  do: (runner, input, actor) => perform(runner, verifyEvidence, input, actor),
}

/** Of which nobody has had an answer, and which everybody reads. */
const openQuestions = ({ whole: { questions } }: Drawn) =>
  questions.filter((one) => one.hiddenFor === null && one.text !== null && one.answer === null)

const question: Step = {
  address: 'question',
  may: ({ page, whole }) => mayAsk(page.actor, whole, { open: whole.questions.some((one) => one.own && one.answer === null) }),
  fields: (drawn) => [text('question-text'), language(drawn)],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, askEvidence, input, actor),
}

const answer: Step = {
  address: 'answer',
  may: (drawn) =>
    all(mayAnswerQuestion(drawn.page.actor, drawn.whole), openQuestions(drawn).length === 0 ? no('commitment.question-missing') : yes),
  fields: (drawn) => [
    choice(
      'question',
      'question',
      openQuestions(drawn).map(({ number, text: asked, language: lang }) => ({
        value: String(number),
        label: (asked ?? '').slice(0, 80),
        lang,
      })),
    ),
    text('answer-text'),
    language(drawn),
    { name: 'link', label: 'link', sort: 'url' },
  ],
  input: ({ link, ...values }) => ({ ...values, link: orNull(link) }),
  do: (runner, input, actor) => perform(runner, answerQuestion, input, actor),
}

/** In the order in which one does them. */
export const OWN_STEPS: readonly Step[] = [
  ...[acceptance, support, answer, evidence, measurement, date, end, indicator, milestone, reached],
  ...[supporter, edit, translation, withdrawal, check, question],
]
