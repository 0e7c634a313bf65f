import { Form, ProblemNote, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { EditionCard } from '../../gatherings/index.ts'
import type { Desk, DeskRow } from '../queries/desk.ts'
import type { AskedQuestion } from '../queries/plan.ts'
import type { Told } from '../queries/shapes.ts'
import { LONGEST_REASON, wordsOf } from '../rules.ts'
import { Crumb, DeedButton, isolated, Link } from './pieces.tsx'

type DeskProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly desk: Desk
  readonly questions: readonly AskedQuestion[]
  readonly declining: Declining | undefined
}

/** A reason that came back: what was written for whom. */
export type Declining = { readonly registration: string; readonly reason: string; readonly problem: Problem }

/** For organisers: who asked, how many need what. Words of one person alone are behind a button that says that it is recorded. */
export function DeskPage({ page, edition, desk, questions, declining }: DeskProps) {
  const { say } = page
  const at = `${edition.path}/registration`
  const asked = desk.rows.filter(({ state }) => state === 'asked')
  const others = desk.rows.filter(({ state }) => state !== 'asked')
  return (
    <Layout page={page} title={say('registration.desk')} index={false}>
      <Crumb
        page={page}
        edition={edition}
        more={
          <Link page={page} path={at}>
            {say('registration.title')}
          </Link>
        }
      />
      <h1>{say('registration.desk')}</h1>
      <ProblemNote page={page} problem={declining?.problem} />
      <ul class="targets">
        <li>
          <Link page={page} path={`${at}/plan`}>
            {say('registration.plan')}
          </Link>
        </li>
        <li>
          <Link page={page} path={`${at}/questions`}>
            {say('registration.questions')}
          </Link>
        </li>
        <li>
          <Link page={page} path={`${edition.path}/check-in`}>
            {say('check-in.title')}
          </Link>
        </li>
      </ul>
      {desk.rows.length === 0 ? <p class="empty">{say('desk.empty')}</p> : null}
      {asked.length === 0 ? null : (
        <section>
          <h2>{say('desk.asked')}</h2>
          <ul class="rows">
            {asked.map((row) => (
              <DeskLine page={page} at={at} row={row} declining={declining} />
            ))}
          </ul>
        </section>
      )}
      <Sums page={page} desk={desk} questions={questions} />
      {others.length === 0 ? null : (
        <section>
          <h2>{say('desk.people')}</h2>
          <p class="quiet">{say('desk.people-what')}</p>
          <ul class="rows">
            {others.map((row) => (
              <DeskLine page={page} at={at} row={row} declining={undefined} />
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

function DeskLine({ page, at, row, declining }: { page: Page; at: string; row: DeskRow; declining: Declining | undefined }) {
  const { say } = page
  const fields = { registration: row.registration }
  const aloud = isolated(row.label)
  return (
    <li>
      <p>
        <bdi>{row.label}</bdi> · {say(`registration.mode.${row.mode}`)} · {say(`desk.state.${row.state}`)}
      </p>
      <div class="actions">
        {row.state === 'asked' || row.state === 'declined' ? (
          <DeedButton
            page={page}
            action={`${at}/decision`}
            fields={{ ...fields, decision: 'accepted' }}
            label={say('desk.accept')}
            aloud={aloud}
          />
        ) : null}
        {row.toRead || row.state === 'asked' ? (
          <DeedButton page={page} action={`${at}/reading`} fields={fields} label={say('desk.read')} aloud={aloud} look="plain" />
        ) : null}
      </div>
      {row.state === 'asked' ? <DeclineForm page={page} at={at} row={row} declining={declining} /> : null}
    </li>
  )
}

/** Whoever is declined reads why, so it is asked for. */
function DeclineForm({ page, at, row, declining }: { page: Page; at: string; row: DeskRow; declining: Declining | undefined }) {
  const { say } = page
  const sent = declining?.registration === row.registration ? declining : undefined
  return (
    <details open={sent !== undefined}>
      <summary>
        {say('desk.decline')}
        <span class="aloud"> {isolated(row.label)}</span>
      </summary>
      <Form page={page} action={href(page, `${at}/decision`)}>
        <input type="hidden" name="registration" value={row.registration} />
        <TextArea
          name={`reason-${row.registration}`}
          label={say('desk.reason')}
          hint={say('desk.reason-hint')}
          value={sent?.reason}
          rows={3}
          most={LONGEST_REASON}
          problem={sent?.problem}
          required
        />
        <button class="quiet" name="decision" value="declined">
          {say('desk.decline')}
          <span class="aloud"> {isolated(row.label)}</span>
        </button>
      </Form>
    </details>
  )
}

function Sums({ page, desk, questions }: { page: Page; desk: Desk; questions: readonly AskedQuestion[] }) {
  const { say } = page
  return (
    <>
      {desk.counts.length === 0 ? null : (
        <section>
          <h2>{say('desk.counts')}</h2>
          <dl class="numbers">
            {desk.counts.map(({ state, mode, count }) => (
              <div>
                <dt>
                  {say(`registration.mode.${mode}`)} · {say(`desk.state.${state}`)}
                </dt>
                <dd>{say.number(count)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {desk.needs.length === 0 ? null : (
        <section>
          <h2>{say('desk.needs')}</h2>
          <p class="quiet">{say('desk.needs-what')}</p>
          <ul>
            {desk.needs.map(({ sort, name, count }) => (
              <li>
                {say('desk.count-of', {
                  what: sort === 'language' ? say('desk.into', { language: say.language(name) }) : say(`registration.${sort}.${name}`),
                  count,
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {questions
        .filter(({ id }) => desk.answers.some(({ question }) => question === id))
        .map((question) => (
          <section>
            <h2>
              <InLanguage language={wordsOf(question, say.locale).language}>{wordsOf(question, say.locale).text}</InLanguage>
            </h2>
            <ul>
              {desk.answers
                .filter(({ question: id }) => id === question.id)
                .map(({ answer, count }) => (
                  <li>{say('desk.count-of', { what: answerWords(page, question, answer), count })}</li>
                ))}
            </ul>
          </section>
        ))}
    </>
  )
}

function answerWords(page: Page, question: AskedQuestion, answer: string): string {
  if (question.sort === 'yes-no') return page.say(`registration.${answer}`)
  return question.sort === 'choice' ? (wordsOf(question, page.say.locale).choices[Number(answer)] ?? answer) : answer
}

type AnswersProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly questions: readonly AskedQuestion[]
  readonly told: Told
}

/** What one person said; shown once, for the reading was written down. */
export function AnswersPage({ page, edition, questions, told }: AnswersProps) {
  const { say } = page
  const desk = `${edition.path}/registration/desk`
  const given = questions.flatMap((question) => {
    const answer = told.answers[question.id] ?? ''
    return answer === '' ? [] : [{ words: wordsOf(question, say.locale), answer: answerWords(page, question, answer) }]
  })
  const needs = [
    ...told.access.map((one) => say(`registration.access.${one}`)),
    ...told.languages.map((language) => say('desk.into', { language: say.language(language) })),
    ...told.diet.map((one) => say(`registration.diet.${one}`)),
  ]
  return (
    <Layout page={page} title={say('answers.title')} index={false}>
      <Crumb
        page={page}
        edition={edition}
        more={
          <Link page={page} path={desk}>
            {say('registration.desk')}
          </Link>
        }
      />
      <h1>{say('answers.title')}</h1>
      <p class="note">{say('answers.recorded')}</p>
      <dl class="facts">
        {needs.length === 0 ? null : (
          <>
            <dt>{say('desk.needs')}</dt>
            <dd>{say.list(needs)}</dd>
          </>
        )}
        {told.note === '' ? null : (
          <>
            <dt>{say('registration.note')}</dt>
            <dd dir="auto">{told.note}</dd>
          </>
        )}
        {given.map(({ words, answer }) => (
          <>
            <dt>
              <InLanguage language={words.language}>{words.text}</InLanguage>
            </dt>
            <dd dir="auto">{answer}</dd>
          </>
        ))}
      </dl>
      {needs.length === 0 && told.note === '' && given.length === 0 ? <p class="empty">{say('answers.none')}</p> : null}
      <p class="actions">
        <a href={href(page, desk)}>{say('answers.back')}</a>
      </p>
    </Layout>
  )
}
