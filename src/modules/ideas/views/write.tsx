import type { Child } from 'hono/jsx'
import { Form, LanguageField, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { Call } from '../queries/call.ts'
import type { OwnIdea } from '../queries/own.ts'
import { LONGEST, RULES } from '../rules.ts'
import { Answer } from './idea.tsx'
import { Origin, questionOptions, type Place, type Question } from './pieces.tsx'

export type Values = Readonly<Record<string, string>>

export type WriteProps = {
  readonly page: Page
  readonly session: Place
  readonly call: Call
  readonly questions: readonly Question[]
  readonly sending: string
  readonly values: Values
  /** Why nothing can be written now, in the reader's language; null: it can. */
  readonly closed: { readonly sentence: string; readonly signIn: boolean } | null
  readonly problem?: Problem | undefined
}

/** For anybody: no address is asked. */
export function WritePage(props: WriteProps) {
  const { page, session, call, closed, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('ideas.write')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('ideas.write')}</h1>
      <InLanguage as="p" language={call.language} class="lead">
        {call.text.split(/\n{2,}/)[0]}
      </InLanguage>
      <ProblemNote page={page} problem={problem} />
      {closed === null ? (
        <Form page={page} action={href(page, `${session.path}/ideas`)}>
          <input type="hidden" name="sending" value={props.sending} />
          <WordFields {...props} />
          <TextField
            name="label"
            label={say('idea.label')}
            hint={say('idea.label.hint')}
            value={props.values['label']}
            most={LONGEST.label}
            problem={problem}
          />
          <p>{say(page.actor.account === null ? 'ideas.write.guest' : 'ideas.write.account')}</p>
          <button>{say('ideas.write.do')}</button>
        </Form>
      ) : (
        <div class="empty">
          <p>{closed.sentence}</p>
          {closed.signIn ? (
            <p class="actions">
              <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(`${session.path}/ideas/new`)}`)}>
                {say('sign-in.do')}
              </a>
            </p>
          ) : null}
        </div>
      )}
      <details>
        <summary>{say('ideas.rules')}</summary>
        <ul>
          {RULES.map((rule) => (
            <li>{say(`idea-rule.${rule}`)}</li>
          ))}
        </ul>
      </details>
    </Layout>
  )
}

function WordFields({
  page,
  session,
  questions,
  values,
  problem,
}: Pick<WriteProps, 'page' | 'session' | 'questions' | 'values' | 'problem'>) {
  const { say } = page
  return (
    <>
      <TextField name="title" label={say('idea.title.optional')} value={values['title']} most={LONGEST.title} problem={problem} />
      <TextArea name="text" label={say('idea.text')} value={values['text']} rows={6} most={LONGEST.text} required problem={problem} />
      <LanguageField
        page={page}
        label={say('idea.language')}
        value={values['language']}
        first={[values['language'] ?? '', ...session.languages]}
        problem={problem}
      />
      {questions.length === 0 ? null : (
        <SelectField
          name="question"
          label={say('idea.question')}
          value={values['question']}
          options={questionOptions(page, questions)}
          problem={problem}
        />
      )}
    </>
  )
}

export type OwnProps = {
  readonly page: Page
  readonly link: string
  readonly own: OwnIdea
  readonly questions: readonly Question[]
  readonly done: string | null
  readonly values: Values | null
  /** Why it was hidden, and the way to appeal. */
  readonly sections: readonly Child[]
  readonly problem?: Problem | undefined
}

/** The private page of whoever wrote it: what became of it, correct it, take it back. */
export function OwnIdeaPage(props: OwnProps) {
  const { page, link, own, questions, done, problem } = props
  const { say } = page
  const { idea, row, session, call } = own
  const values = props.values ?? { title: row.title, text: row.text, language: row.language, question: String(row.question ?? '') }
  return (
    <Layout page={page} title={say('idea.own')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('idea.own')}</h1>
      {done === null ? null : (
        <p class="done" role="status">
          {say(`idea.done.${done}`)}
        </p>
      )}
      <ProblemNote page={page} problem={problem} />
      {done === 'waiting' || done === 'published' ? null : (
        <p class="status">
          <strong>{say(`idea.state.${idea.state}`)}</strong>
        </p>
      )}
      {row.status === 'declined' && row.declined_for !== null ? (
        <p>
          {say('idea.declined-for')} {say(`idea-rule.${row.declined_for}`)} {row.note}
        </p>
      ) : null}
      {[...props.sections]}
      {idea.state === 'withdrawn' ? null : (
        <article class="card">
          {idea.title === '' ? null : (
            <InLanguage as="h2" language={idea.language}>
              {idea.title}
            </InLanguage>
          )}
          <InLanguage as="p" language={idea.language} class="statement">
            {idea.text}
          </InLanguage>
          <Origin page={page} of={idea} questions={questions} />
        </article>
      )}
      {idea.state === 'standing' ? (
        <>
          <p>
            <a href={href(page, idea.path)}>{say('idea.own.public')}</a>
          </p>
          <Answer page={page} idea={idea} answerBy={call.answerBy} />
        </>
      ) : null}
      {idea.state === 'withdrawn' ? null : (
        <section class="note">
          <h2>{say('idea.keep')}</h2>
          <p>{say('idea.keep.what')}</p>
          <p class="proof" dir="ltr">
            {address(page, `/ideas/${link}`)}
          </p>
        </section>
      )}
      {own.mayCorrect.ok ? (
        <details open={problem !== undefined}>
          <summary>{say('idea.correct')}</summary>
          {call.moderation === 'before' ? <p>{say('idea.correct.waits')}</p> : null}
          <Form page={page} action={href(page, `/ideas/${link}/correction`)}>
            <WordFields page={page} session={session} questions={questions} values={values} problem={problem} />
            <button>{say('idea.correct.do')}</button>
          </Form>
        </details>
      ) : null}
      {own.mayWithdraw.ok ? (
        <section>
          <h2>{say('idea.withdraw')}</h2>
          <p>{say('idea.withdraw.what')}</p>
          <Form page={page} action={href(page, `/ideas/${link}/withdrawal`)}>
            <button class="danger">{say('idea.withdraw')}</button>
          </Form>
        </section>
      ) : null}
    </Layout>
  )
}
