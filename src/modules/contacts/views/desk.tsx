import { Form, ProblemNote, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Question } from '../queries/reads.ts'
import type { Contact } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import { ContactCard, Tend } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly questions: readonly Question[]
  /** As what the reader is named: theirs to look through, and to end. */
  readonly own: readonly Contact[]
  readonly at: string | null
  readonly problem?: Problem | undefined
}

/** What waits, the latest first: somebody is to be called, and told no more than they want others to hear. */
export function DeskPage({ page, questions, own, at, problem }: Props) {
  const { say } = page
  const open = questions.filter(({ state }) => state !== 'closed')
  const closed = questions.filter(({ state }) => state === 'closed')
  return (
    <Layout page={page} title={say('desk.contact.title')} index={false}>
      <Crumb page={page} path="/contact">
        {say('contact.title')}
      </Crumb>
      <h1>{say('desk.contact.title')}</h1>
      <p class="lead">{say('desk.contact.lead')}</p>
      {at === null ? <ProblemNote page={page} problem={problem} /> : null}
      {open.length === 0 ? <p class="empty">{say('desk.contact.none')}</p> : null}
      <ul class="cards">
        {open.map((question) => (
          <Waiting page={page} question={question} problem={at === question.id ? problem : undefined} />
        ))}
      </ul>
      {closed.length === 0 ? null : (
        <details>
          <summary>
            <h2>{say('desk.contact.closed', { count: closed.length })}</h2>
          </summary>
          <ul class="rows">
            {closed.map((question) => (
              <li>
                {question.number} · {say('desk.contact.asked-on', { day: dayInWords(page, question.askedOn) })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {own.length === 0 ? null : (
        <section>
          <h2>{say('desk.contact.named')}</h2>
          <ul class="cards">
            {own.map((contact) => (
              <ContactCard page={page} contact={contact}>
                <Tend page={page} contact={contact.id} back="/contact/desk" />
              </ContactCard>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

function Waiting({ page, question, problem }: { page: Page; question: Question; problem: Problem | undefined }) {
  const { say } = page
  const to = (what: string) => href(page, `/contact/desk/${question.id}/${what}`)
  const late = question.overdue
  return (
    <li class="card">
      <h2>{say('asked.title', { number: question.number })}</h2>
      <p class={late ? 'status late' : 'status'}>
        <strong>{say(late ? 'asked.overdue' : question.state === 'taken' ? 'asked.taken' : 'asked.waiting')}</strong>{' '}
        {say('asked.by', { day: dayInWords(page, question.answerBy) })} {question.mine ? say('desk.contact.mine') : ''}
      </p>
      {question.discreet ? <p class="note">{say('desk.contact.discreet')}</p> : null}
      <InLanguage as="p" language={question.language} class="prose">
        {question.words}
      </InLanguage>
      <dl class="facts">
        <dt>{say('contact.about')}</dt>
        <dd>
          <a href={href(page, question.path)} dir="ltr">
            {question.path}
          </a>
        </dd>
        <dt>{say('ask.language')}</dt>
        <dd>{say.language(question.language)}</dd>
        <dt>{say('ask.way')}</dt>
        <dd>
          {say(`ask.way.${question.way}`)} {question.to === '' ? null : <bdi>{question.to}</bdi>}
        </dd>
        {question.when === '' ? null : (
          <>
            <dt>{say('ask.when')}</dt>
            <dd>
              <bdi>{question.when}</bdi>
            </dd>
          </>
        )}
      </dl>
      <ProblemNote page={page} problem={problem} />
      {question.mine ? null : (
        <Form page={page} action={to('taking')}>
          <button>{say('desk.contact.take')}</button>
        </Form>
      )}
      <details>
        <summary>{say('desk.contact.close')}</summary>
        <Form page={page} action={to('closing')}>
          <TextArea
            id={`answer-${question.id}`}
            name="answer"
            label={say('desk.contact.answer')}
            hint={say('desk.contact.answer.hint')}
            value={question.answer}
            most={LONGEST.answer}
            problem={problem}
          />
          <button>{say('desk.contact.close')}</button>
        </Form>
      </details>
      <details>
        <summary>{say('desk.contact.note')}</summary>
        <Form page={page} action={to('note')}>
          <TextArea
            id={`note-${question.id}`}
            name="note"
            label={say('desk.contact.note')}
            hint={say('desk.contact.note.hint')}
            value={question.note}
            most={LONGEST.note}
            problem={problem}
          />
          <button class="quiet">{say('desk.contact.note.do')}</button>
        </Form>
        <Form page={page} action={to('passing')}>
          <button class="quiet">{say('desk.contact.pass')}</button>
        </Form>
      </details>
    </li>
  )
}
