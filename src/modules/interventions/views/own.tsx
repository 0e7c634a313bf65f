import type { Child } from 'hono/jsx'
import { excerpt } from '../../../web/excerpt.ts'
import { Form, languageOptions, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Day, Moment } from '../../../web/time.tsx'
import type { OwnPage } from '../queries/own.ts'
import { LONGEST } from '../rules.ts'
import { EarlierTexts } from './intervention.tsx'
import { Gone, Origin, questionOptions } from './pieces.tsx'

export type OwnProps = {
  readonly page: Page
  readonly link: string
  readonly own: OwnPage
  readonly endsAt: Date | null
  readonly done: string | null
  /** Why it was hidden, and the way to appeal. */
  readonly sections: readonly Child[]
  readonly values?: { readonly text: string; readonly language: string; readonly question: string } | undefined
  readonly choice?: { readonly choice: string; readonly label: string } | undefined
  readonly problem?: Problem | undefined
}

/** What was written down of somebody, for them: how they are named, what it says, and that it goes. No account is asked for. */
export function OwnInterventionPage(props: OwnProps) {
  const { page, link, own, endsAt, done, problem } = props
  const { say } = page
  const { intervention, session } = own
  return (
    <Layout page={page} title={say('intervention.own.title')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('intervention.own.title')}</h1>
      {done === null ? null : (
        <p class="done" role="status">
          {say(`intervention.own.done.${done}`)}
        </p>
      )}
      <ProblemNote page={page} problem={problem} />
      <article class="card">
        {intervention.state === 'withdrawn' ? (
          <Gone page={page} of={intervention} />
        ) : (
          <>
            <InLanguage as="p" language={own.words.language} class="statement">
              {own.words.text}
            </InLanguage>
            {intervention.state === 'hidden' ? <Gone page={page} of={intervention} /> : <Origin page={page} of={intervention} />}
          </>
        )}
        <p>
          <a href={href(page, intervention.path)}>{say('intervention.own.public')}</a>
        </p>
      </article>
      {[...props.sections]}
      {own.mayWithdraw ? (
        <>
          <p>
            {endsAt === null ? (
              say('intervention.own.time.before', { hours: session.correctionHours })
            ) : (
              <>
                {say('intervention.own.time.until')} <Moment page={page} at={endsAt} />
              </>
            )}
          </p>
          <ChoiceForm {...props} />
          <CorrectionForm {...props} />
          <section>
            <h2>{say('intervention.withdraw')}</h2>
            <p>{say('intervention.withdraw.what')}</p>
            <Form page={page} action={href(page, `/interventions/${link}/withdrawal`)}>
              <button class="danger">{say('intervention.withdraw')}</button>
            </Form>
          </section>
          {own.earlier.length === 0 ? null : <EarlierTexts page={page} earlier={own.earlier} />}
          <section>
            <h2>{say('intervention.own.keep')}</h2>
            <p>{say('intervention.own.keep.what')}</p>
            <p class="proof" dir="ltr">
              {address(page, `/interventions/${link}`)}
            </p>
          </section>
        </>
      ) : null}
    </Layout>
  )
}

function ChoiceForm({ page, link, own, choice, problem }: OwnProps) {
  const { say } = page
  const { row, sheetName } = own
  const now =
    row.attribution === 'named'
      ? row.person_id === null
        ? 'speaker'
        : 'identity'
      : row.attribution === 'unchosen'
        ? undefined
        : row.attribution
  const options = [
    { value: 'none', label: say('intervention.choice.none'), hint: say('intervention.choice.none.hint') },
    { value: 'label', label: say('intervention.choice.label'), hint: say('intervention.choice.label.hint') },
    ...(sheetName === null ? [] : [{ value: 'speaker', label: say('intervention.choice.speaker-as', { name: sheetName }) }]),
    ...(page.personName === null || !own.mayNameByIdentity
      ? []
      : [
          {
            value: 'identity',
            label: say('intervention.choice.identity-as', { name: page.personName }),
            hint: say('intervention.choice.identity.hint'),
          },
        ]),
  ]
  return (
    <section>
      <h2>{say('intervention.own.choice')}</h2>
      <p>{say(row.attribution === 'unchosen' ? 'intervention.choice.open' : 'intervention.choice.again')}</p>
      {own.mayChoose ? (
        <Form page={page} action={href(page, `/interventions/${link}/attribution`)}>
          <RadioField
            name="choice"
            label={say('intervention.choice.how')}
            options={options}
            value={choice?.choice ?? now}
            problem={problem}
          />
          <TextField
            name="label"
            label={say('intervention.label')}
            hint={say('intervention.label.hint')}
            value={choice?.label ?? row.label ?? ''}
            most={LONGEST.label}
            problem={problem}
          />
          <button>{say('intervention.choice.do')}</button>
        </Form>
      ) : own.mayUnname && row.attribution !== 'none' ? (
        <Form page={page} action={href(page, `/interventions/${link}/attribution`)}>
          <input type="hidden" name="choice" value="none" />
          <p>{say('intervention.choice.over')}</p>
          <button class="quiet">{say('intervention.choice.none')}</button>
        </Form>
      ) : (
        <p>{say('intervention.choice.over')}</p>
      )}
    </section>
  )
}

function CorrectionForm({ page, link, own, values, problem }: OwnProps) {
  const { say } = page
  if (!own.mayCorrect)
    return (
      <section>
        <h2>{say('intervention.correct')}</h2>
        <p>{say('intervention.correct.over')}</p>
      </section>
    )
  const words = values ?? { ...own.words, question: own.words.question === null ? '' : String(own.words.question) }
  return (
    <section>
      <h2>{say('intervention.correct')}</h2>
      <p>{say('intervention.correct.what')}</p>
      <Form page={page} action={href(page, `/interventions/${link}/correction`)}>
        <TextArea
          name="text"
          label={say('intervention.text')}
          value={words.text}
          lang={words.language}
          rows={8}
          most={LONGEST.text}
          required
          problem={problem}
        />
        <SelectField
          name="language"
          label={say('intervention.language')}
          value={words.language}
          options={languageOptions(page, [words.language, ...own.session.languages])}
          problem={problem}
        />
        <SelectField
          name="question"
          label={say('intervention.question')}
          value={words.question}
          options={questionOptions(page, own.questions, say('intervention.question.none'))}
          problem={problem}
        />
        <button>{say('intervention.correct.do')}</button>
      </Form>
    </section>
  )
}

export type ClaimProps = {
  readonly page: Page
  readonly session: OwnPage['session']
  readonly code: string
  /** What bears that code; null: nothing was asked yet. */
  readonly found:
    | readonly { readonly path: string; readonly text: string; readonly language: string; readonly withdrawnOn: string | null }[]
    | null
  readonly problem?: Problem | undefined
}

/** For whoever was given a slip. */
export function ClaimPage({ page, session, code, found, problem }: ClaimProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('interventions.claim')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('interventions.claim')}</h1>
      <p class="lead">{say('intervention.claim.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${session.path}/interventions/claim`)}>
        <TextField
          name="code"
          label={say('intervention.code')}
          hint={say('intervention.code.hint')}
          value={code}
          autocomplete="off"
          required
          problem={problem}
        />
        <button>{say('intervention.claim.do')}</button>
      </Form>
      {found === null ? null : (
        <section>
          <h2>{say('intervention.claim.found', { count: found.length })}</h2>
          <ul class="rows">
            {found.map(({ path, text, language, withdrawnOn }) => (
              <li>
                {withdrawnOn === null ? (
                  <InLanguage as="p" language={language} class="statement">
                    <a href={href(page, path)}>{excerpt(text)}</a>
                  </InLanguage>
                ) : (
                  <p>
                    <a href={href(page, path)}>{say('intervention.withdrawn-on')}</a> <Day page={page} at={new Date(withdrawnOn)} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}
