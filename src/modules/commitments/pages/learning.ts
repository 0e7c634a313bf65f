import { all, yes, type Verdict } from '#base'
import { INVENTED_COUNTRY } from '#countries'
import { perform } from '../../../core/perform.ts'
import { countryName, countryOptions } from '../../../web/countries.ts'
import { adoptPractice } from '../commands/adopt-practice.ts'
import { confirmPractice } from '../commands/confirm-practice.ts'
import { recordResult } from '../commands/record-result.ts'
import { translatePractice } from '../commands/translate-practice.ts'
import { writePractice } from '../commands/write-practice.ts'
import { mayAdopt, mayWritePractice } from '../policy.ts'
import { no } from '../refusals.ts'
import type { Field } from '../views/forms.tsx'
import { languagesFor, namedOptions, orNull } from './place.ts'
import { asOffice, choice, day, language, OWN_STEPS, radio, text, type Drawn, type Step } from './steps.ts'

const LESSONS: readonly Field[] = [
  { name: 'title', label: 'practice-title', sort: 'text', required: true },
  ...(['did', 'cost', 'worked', 'failed', 'whom'] as const).map((name): Field => ({ name, label: name, sort: 'area', required: true })),
]

const writes = ({ page, whole }: Drawn): Verdict => mayWritePractice(page.actor, whole)
const isThere = ({ whole }: Drawn): Verdict => (whole.practice === null ? no('practice.missing') : yes)

/** Where something was done: any country, and in a demonstration the one that is made up. */
function countries({ page: { say, demo } }: Drawn): Field {
  const invented = demo ? [{ value: INVENTED_COUNTRY, label: countryName(say.locale, INVENTED_COUNTRY) }] : []
  return {
    ...{ name: 'country', label: 'country', sort: 'choice' },
    options: [{ value: '', label: say('practice.no-country') }, ...invented, ...countryOptions(say)],
  }
}

const practice: Step = {
  address: 'practice',
  may: writes,
  fields: (drawn) => [...LESSONS, countries(drawn), ...(drawn.whole.practice === null ? [language(drawn)] : [])],
  now({ whole: { practice: there, card } }) {
    if (there === null) return { title: card.title, version: '0' }
    const { title, did, cost, worked, failed, whom } = there.originalWording
    return { title, did, cost, worked, failed, whom, country: there.country ?? '', version: String(there.version) }
  },
  input: ({ country, language: tongue, ...values }, { whole }) => ({
    ...values,
    ...{ country: orNull(country), language: whole.practice?.original ?? tongue },
  }),
  do: (runner, input, actor) => perform(runner, writePractice, input, actor),
}

const translation: Step = {
  address: 'practice-translation',
  may: (drawn) => all(writes(drawn), isThere(drawn)),
  fields: ({ page, whole }) => [
    choice(
      'language',
      'language',
      languagesFor(page).filter(({ value }) => value !== whole.practice?.original),
    ),
    ...LESSONS,
  ],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, translatePractice, input, actor),
}

const check: Step = {
  address: 'practice-check',
  may: (drawn) => all(writes(drawn), isThere(drawn)),
  fields: () => [],
  input: () => ({}),
  do: (runner, input, actor) => perform(runner, confirmPractice, input, actor),
}

/** The bodies that the reader may speak for, but for the one whose practice it is. */
const others = ({ whole, mine }: Drawn) => mine.filter(({ id }) => id !== whole.commitment.leadBody)
/** Of these, the ones that took it up. */
const adopters = (drawn: Drawn) =>
  others(drawn).filter(({ id }) => drawn.whole.practice?.adoptions.some(({ body }) => body.id === id) === true)
const readable = (drawn: Drawn): Verdict => (drawn.whole.practice?.hiddenFor === null ? yes : no('practice.missing'))

const adoption: Step = {
  address: 'adoption',
  may: (drawn) =>
    all(
      mayAdopt(drawn.page.actor, { standing: { ...asOffice, convener: drawn.mine.length > 0 }, lead: others(drawn).length === 0 }),
      readable(drawn),
    ),
  fields: (drawn) => [
    choice('body', 'your-body', namedOptions(others(drawn))),
    day('adoptedOn', 'adopted-on'),
    text('adoption-text'),
    language(drawn),
  ],
  input: (values) => values,
  do: (runner, input, actor) => perform(runner, adoptPractice, input, actor),
}

const result: Step = {
  address: 'result',
  may: (drawn) =>
    all(
      mayAdopt(drawn.page.actor, { standing: { ...asOffice, convener: drawn.mine.length > 0 }, lead: others(drawn).length === 0 }),
      readable(drawn),
      adopters(drawn).length === 0 ? no('practice.not-adopted') : yes,
    ),
  fields: (drawn) => [
    choice('body', 'your-body', namedOptions(adopters(drawn))),
    radio(drawn, 'result', ['helped', 'partly-helped', 'not-helped', 'stopped']),
    text('result-text'),
    language(drawn),
  ],
  input: ({ result: outcome, ...values }) => ({ ...values, outcome: OUTCOMES[outcome ?? ''] }),
  do: (runner, input, actor) => perform(runner, recordResult, input, actor),
}

/** As the form calls it, and as the deed does. */
const OUTCOMES: Readonly<Record<string, string>> = { helped: 'helped', 'partly-helped': 'partly', 'not-helped': 'not', stopped: 'stopped' }

/** On the page of the practice; the first of them is on that of the commitment too. */
export const PRACTICE_STEPS: readonly Step[] = [practice, result, adoption, check, translation]

export const STEPS: readonly Step[] = [...OWN_STEPS, ...PRACTICE_STEPS]
