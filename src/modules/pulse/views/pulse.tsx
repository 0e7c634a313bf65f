import { Form, ProblemNote, RadioField, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Course } from '../queries/pulses.ts'
import type { Sender } from '../queries/senders.ts'
import type { Result, Running } from '../queries/shapes.ts'
import { ANSWERS, LEAST, LONGEST, MOST, PULSE_DAYS, QUESTIONS } from '../rules.ts'
import { first, Way, type Values } from './pieces.tsx'

type Filled = { readonly values: Values; readonly problem: Problem | undefined }
export type PulseProps = {
  readonly page: Page
  readonly of: Sender
  readonly course: Course
  readonly mayAsk: boolean
  readonly sending: string
} & Filled

export function PulsePage(props: PulseProps) {
  const { page, of, course, mayAsk, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('pulses.title')} index={false}>
      <Way page={page} to={of} />
      <h1>{say('pulses.title')}</h1>
      <p class="lead">{say('pulses.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {course.running === null ? null : <Answering {...props} running={course.running} />}
      <section>
        <h2>{say('pulses.results')}</h2>
        <p>{say('pulses.results.lead', { least: LEAST })}</p>
        {course.results.length === 0 ? <p class="empty">{say('pulses.results.none')}</p> : <Results page={page} results={course.results} />}
      </section>
      {mayAsk && course.running === null ? <Asking {...props} /> : null}
    </Layout>
  )
}

/** The hub's own questions are in the reader's language; others in that in which they were asked. */
function questionsOf(page: Page, { language, questions }: Pick<Running, 'language' | 'questions'>) {
  return QUESTIONS.map((name, index) =>
    language === null
      ? { text: page.say(`pulses.question.${name}`), language: page.say.locale }
      : { text: questions[index] ?? '', language },
  )
}

function Answering({ page, of, running, values, problem }: PulseProps & { running: Running }) {
  const { say } = page
  const options = ANSWERS.map((answer) => ({ value: String(answer), label: say(`pulses.answer.${answer}`) }))
  return (
    <section>
      <h2>{say('pulses.now')}</h2>
      <p>{say('pulses.until', { day: dayInWords(page, running.endsOn) })}</p>
      {running.answered ? (
        <p class="note">{say('pulses.answered')}</p>
      ) : (
        <Form page={page} action={href(page, `${of.path}/pulse/${running.id}/answers`)} label={say('pulses.now')}>
          <p>{say('pulses.trace')}</p>
          {questionsOf(page, running).map(({ text }, index) => (
            <RadioField
              name={`answers.${index}`}
              label={text}
              options={options}
              value={first(values, `answers.${index}`)}
              problem={problem}
            />
          ))}
          <p class="actions">
            <button>{say('pulses.send')}</button>
          </p>
        </Form>
      )}
    </section>
  )
}

function Results({ page, results }: { page: Page; results: readonly Result[] }) {
  const { say } = page
  const common = results.filter(({ language }) => language === null)
  return (
    <>
      {QUESTIONS.map((name, index) => (
        <Line page={page} label={say(`pulses.question.${name}`)} results={common} at={index} />
      ))}
      <ul class="rows">
        {results.toReversed().map((result) => (
          <li>
            <h3>{dayInWords(page, result.endedOn)}</h3>
            <Outcome page={page} result={result} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Outcome({ page, result }: { page: Page; result: Result }) {
  const { say } = page
  if (result.answered === null) return <p>{say('pulses.too-few', { least: LEAST })}</p>
  return (
    <>
      <p>{say('pulses.answers', { count: result.answered })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('pulses.question')}</th>
            <th scope="col">{say('pulses.agree')}</th>
          </tr>
        </thead>
        <tbody>
          {questionsOf(page, result).map(({ text, language }, index) => (
            <tr>
              <th scope="row">
                <InLanguage language={language}>{text}</InLanguage>
              </th>
              <td>{shareInWords(page, result.shares[index] ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function shareInWords({ say }: Page, share: number | null): string {
  if (share === null) return say('pulses.share.few', { least: LEAST })
  if (share <= 10) return say('pulses.share.lowest')
  return share >= 90 ? say('pulses.share.highest') : say('pulses.share', { share })
}

const SIZE = { width: 320, height: 80, margin: 6 } as const

/** Drawn at the server; the tables below it say the same in words. */
function Line({ page: { say }, label, results, at }: { page: Page; label: string; results: readonly Result[]; at: number }) {
  const told = results.flatMap(({ shares }) => shares[at] ?? [])
  const [begin, end] = [told[0], told.at(-1)]
  if (told.length < 2 || begin === undefined || end === undefined) return null
  const x = (index: number): string => {
    const part = index / (told.length - 1)
    return (SIZE.margin + (say.dir === 'rtl' ? 1 - part : part) * (SIZE.width - 2 * SIZE.margin)).toFixed(1)
  }
  const y = (share: number): string => (SIZE.height - SIZE.margin - (share / 100) * (SIZE.height - 2 * SIZE.margin)).toFixed(1)
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        width="320"
        height="80"
        role="img"
        aria-label={say('pulses.line', { question: label, from: begin, to: end })}
        fill="none"
      >
        <path
          d={told.map((share, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(share)}`).join('')}
          stroke="currentColor"
          stroke-width="2.5"
        />
        {told.map((share, index) => (
          <circle cx={x(index)} cy={y(share)} r="3.5" fill="currentColor" />
        ))}
      </svg>
    </figure>
  )
}

function Asking({ page, of, sending, values, problem }: PulseProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('pulses.ask')}</h2>
      <p>{say('pulses.ask.lead', { days: PULSE_DAYS, most: MOST.aYear })}</p>
      <ul>
        {QUESTIONS.map((name) => (
          <li>{say(`pulses.question.${name}`)}</li>
        ))}
      </ul>
      <Form page={page} action={href(page, `${of.path}/pulse`)} label={say('pulses.ask')}>
        <input type="hidden" name="sending" value={sending} />
        <fieldset>
          <legend>{say('pulses.own')}</legend>
          <p class="hint">{say('pulses.own.hint')}</p>
          {QUESTIONS.map((_, index) => (
            <TextField
              name={`questions.${index}`}
              label={say('pulses.own.one', { number: index + 1 })}
              value={first(values, `questions.${index}`)}
              most={LONGEST.question}
              problem={problem}
            />
          ))}
          <SelectField
            name="language"
            label={say('pulses.own.language')}
            value={first(values, 'language') ?? say.locale}
            options={page.locales.map((language) => ({ value: language, label: say.language(language) }))}
            problem={problem}
          />
        </fieldset>
        <p class="actions">
          <button>{say('pulses.ask')}</button>
        </p>
      </Form>
    </section>
  )
}
