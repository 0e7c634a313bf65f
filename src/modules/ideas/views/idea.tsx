import type { Child } from 'hono/jsx'
import { excerpt } from '../../../web/excerpt.ts'
import { Form, LanguageField, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Paragraphs } from '../../../web/parts.tsx'
import type { Shown } from '../queries/shapes.ts'
import { LONGEST, OUTCOMES, RULES } from '../rules.ts'
import { Fate, Origin, type Place, type Question } from './pieces.tsx'

export type IdeaProps = {
  readonly page: Page
  readonly session: Place
  readonly idea: Shown
  readonly answerBy: Date
  readonly questions: readonly Question[]
  readonly sections: readonly Child[]
  readonly label: readonly Child[]
  readonly mayAnswer: boolean
  readonly mayModerate: boolean
  /** With which it could be merged. */
  readonly others: readonly Shown[]
  readonly values: Readonly<Record<string, string>>
  readonly problem?: Problem | undefined
}

/** One idea under its own address, and what became of it. */
export function IdeaPage(props: IdeaProps) {
  const { page, session, idea, questions } = props
  const { say } = page
  const readable = idea.text !== ''
  const title = idea.title === '' ? say('idea.title') : idea.title
  return (
    <Layout page={page} title={readable ? excerpt(idea.title || idea.text, 80) : title} index={idea.state === 'standing'}>
      <SessionWay page={page} session={session} />
      <InLanguage as="h1" language={idea.title === '' ? say.locale : idea.language}>
        {title}
      </InLanguage>
      <ProblemNote page={page} problem={props.problem} />
      <article class="card">
        {readable ? (
          <>
            <Paragraphs text={idea.text} language={idea.language} class="statement" />
            <Origin page={page} of={idea} questions={questions} />
            {[...props.label]}
          </>
        ) : null}
        {idea.state === 'standing' ? null : <p class="quiet">{say(`idea.${idea.state}`)}</p>}
        {idea.version > 1 ? <p class="quiet">{say('idea.version', { version: idea.version })}</p> : null}
      </article>
      {idea.state === 'standing' ? <Answer {...props} /> : null}
      {props.mayModerate && readable ? <Moderating {...props} /> : null}
      {props.mayAnswer && idea.state === 'standing' ? <AnswerForm {...props} /> : null}
      {[...props.sections]}
    </Layout>
  )
}

export function Answer({ page, idea, answerBy }: Pick<IdeaProps, 'page' | 'idea' | 'answerBy'>) {
  const { say } = page
  const { answer } = idea
  return (
    <section id="answer">
      <h2>{say('idea.answer')}</h2>
      <Fate page={page} of={idea} answerBy={answerBy} />
      {answer === null ? null : (
        <>
          {answer.mergedWith === null ? null : (
            <p>
              <a href={href(page, answer.mergedWith.path)}>{say('idea.merged-with')}</a>
            </p>
          )}
          {answer.passedTo === null ? null : (
            <p>
              {say('idea.passed-to')} <bdi>{answer.passedTo}</bdi>
            </p>
          )}
          <InLanguage as="blockquote" language={answer.language}>
            {answer.reason}
          </InLanguage>
        </>
      )}
    </section>
  )
}

function Moderating({ page, idea }: IdeaProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('idea.moderating')}</h2>
      {idea.state === 'waiting' ? (
        <Form page={page} action={`${href(page, idea.path)}/publication`}>
          <button>{say('idea.publish')}</button>
        </Form>
      ) : null}
      <details>
        <summary>{say('idea.decline')}</summary>
        <Form page={page} action={`${href(page, idea.path)}/refusal`}>
          <SelectField
            name="rule"
            label={say('idea.rule')}
            options={RULES.map((rule) => ({ value: rule, label: say(`idea-rule.${rule}`) }))}
          />
          <TextField name="note" label={say('idea.note')} hint={say('idea.note.hint')} most={LONGEST.note} />
          <button class="danger">{say('idea.decline')}</button>
        </Form>
      </details>
    </section>
  )
}

function AnswerForm({ page, session, idea, others, values, problem }: IdeaProps) {
  const { say } = page
  const known = idea.answer
  return (
    <section>
      <h2>{say(known === null ? 'idea.answer.write' : 'idea.answer.again')}</h2>
      <Form page={page} action={`${href(page, idea.path)}/answer`}>
        <SelectField
          name="outcome"
          label={say('idea.outcome')}
          value={values['outcome'] ?? known?.outcome}
          options={OUTCOMES.map((outcome) => ({ value: outcome, label: say(`idea.outcome.${outcome}`) }))}
          problem={problem}
        />
        {others.length === 0 ? null : (
          <SelectField
            name="mergedWith"
            label={say('idea.answer.merged-with')}
            value={values['mergedWith'] ?? known?.mergedWith?.id}
            options={[
              { value: '', label: '–' },
              ...others.map(({ id, title, text, language }) => ({ value: id, label: excerpt(title || text, 80), lang: language })),
            ]}
            problem={problem}
          />
        )}
        <TextField
          name="passedTo"
          label={say('idea.answer.passed-to')}
          value={values['passedTo'] ?? known?.passedTo ?? ''}
          most={LONGEST.passed}
          problem={problem}
        />
        <TextArea
          name="reason"
          label={say('idea.reason')}
          value={values['reason'] ?? known?.reason}
          rows={5}
          most={LONGEST.reason}
          required
          problem={problem}
        />
        <LanguageField
          page={page}
          id="answer-language"
          label={say('idea.language')}
          value={values['language'] ?? known?.language}
          first={session.languages}
        />
        <button>{say('idea.answer.do')}</button>
      </Form>
    </section>
  )
}
