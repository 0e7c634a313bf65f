import type { Child } from 'hono/jsx'
import { Checkbox, CheckboxField, Form, ProblemNote, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { DayWords } from '../../../web/time.tsx'
import { Lines } from '../../../web/parts.tsx'
import type { Opened } from '../queries/voices.ts'
import { LONGEST } from '../rules.ts'
import type { Values } from './pieces.tsx'

type CodeProps = { readonly page: Page; readonly gone: boolean; readonly problem?: Problem | undefined }

/** Neither its title nor its address says what it is. The code comes by a post, and stands in no address and in no cookie. */
export function CodePage({ page, gone, problem }: CodeProps) {
  const { say } = page
  return (
    <Layout page={page} title={page.hubName} index={false}>
      <h1>{say('code.title')}</h1>
      {gone ? (
        <p class="done" role="status">
          {say('code.gone')}
        </p>
      ) : null}
      <ProblemNote page={page} problem={problem} kept={false} />
      <Form page={page} action={href(page, '/v')}>
        <TextField name="code" label={say('code.label')} hint={say('code.hint')} autocomplete="off" most={60} required problem={problem} />
        <button>{say('code.open')}</button>
      </Form>
    </Layout>
  )
}

/** `to-come`: it waits for its hour or for that room. */
export type ShownPut = {
  readonly sort: string
  readonly state: 'to-come' | 'waiting' | 'standing' | 'gone' | 'refused'
  readonly path: string | null
}

export type OwnProps = {
  readonly page: Page
  readonly code: string
  readonly voice: Opened
  /** As it stands in public, where it does. */
  readonly shown: {
    readonly title: string
    readonly text: string
    readonly path: string | null
    readonly described: string
    readonly country: string | null
    readonly translated: boolean
  }
  readonly puts: readonly ShownPut[]
  readonly done: string | null
  readonly values: Values | null
  readonly sections: readonly Child[]
  readonly problem?: Problem | undefined
}

/** What whoever holds the code reads and does: nothing more than this is asked or kept. */
export function OwnVoicePage(props: OwnProps) {
  const { page, voice, shown, done, problem, sections } = props
  const { say } = page
  const { consent, language, note } = voice.words
  return (
    <Layout page={page} title={page.hubName} index={false}>
      <h1>{say('code.title')}</h1>
      {done === null ? null : (
        <p class="done" role="status">
          {say(`voices.done.${done}`)}
        </p>
      )}
      <ProblemNote page={page} problem={problem} />
      <p class="status">
        <strong>{say(`voice.state.${voice.state}`)}</strong>
      </p>
      {voice.read_by === null ? null : (
        <p>
          {say('voice.read-by')} <DayWords page={page} day={voice.read_by} />
        </p>
      )}
      {voice.state === 'waiting' ? <p>{say('voice.waits', { days: consent?.delay ?? 0 })}</p> : null}
      {voice.state === 'returned' && note !== '' ? <p>{say('voice.traces')}</p> : null}
      {shown.path === null ? null : (
        <p>
          <a href={href(page, shown.path)}>{say('voice.public')}</a>
        </p>
      )}
      <Puts {...props} />
      {[...sections]}
      {shown.text === '' ? (
        <p class="empty">{say('voice.empty')}</p>
      ) : (
        <article class="card">
          <h2>
            <bdi lang={language}>{shown.title}</bdi>
          </h2>
          <Lines text={shown.text} language={language} />
        </article>
      )}
      {shown.text === '' ? null : <Correct {...props} />}
      {consent === null ? null : <Terms {...props} />}
      <Withdraw page={page} code={props.code} />
    </Layout>
  )
}

const Coded = ({ page, code, deed, children }: { page: Page; code: string; deed: string; children?: Child }) => (
  <Form page={page} action={href(page, '/v')}>
    <input type="hidden" name="code" value={code} />
    <input type="hidden" name="deed" value={deed} />
    {children}
  </Form>
)

function Correct({ page, code, shown, voice, values, problem }: OwnProps) {
  const { say } = page
  const { language } = voice.words
  return (
    <details open={problem !== undefined}>
      <summary>{say('voice.correct')}</summary>
      <p>{say(voice.state === 'published' ? 'voice.correct.now' : 'voice.correct.again')}</p>
      <Coded page={page} code={code} deed="correct">
        <TextField
          name="title"
          label={say('voice.heading')}
          value={values?.['title'] ?? shown.title}
          most={LONGEST.title}
          lang={language}
          required
          problem={problem}
        />
        <TextArea
          name="text"
          label={say('voice.text')}
          value={values?.['text'] ?? shown.text}
          rows={10}
          most={LONGEST.text}
          lang={language}
          required
          problem={problem}
        />
        <button>{say('voice.correct.do')}</button>
      </Coded>
    </details>
  )
}

function Puts({ page, puts }: OwnProps) {
  const { say } = page
  if (puts.length === 0) return null
  return (
    <ul class="rows">
      {puts.map(({ sort, state, path }) => (
        <li>
          <p>{say(`voice.put.${sort}`)}</p>
          <p class="status">{say(`voice.put.state.${state}`)}</p>
          {path === null || state !== 'standing' ? null : (
            <p>
              <a href={href(page, path)}>{say('voice.public')}</a>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Terms({ page, code, voice, shown, puts }: OwnProps) {
  const { say } = page
  const may = puts.flatMap(({ sort, state }) => (state === 'refused' ? [] : [sort]))
  const { consent } = voice.words
  if (consent === null) return null
  return (
    <section>
      <h2>{say('voice.agreed')}</h2>
      <Lines text={consent.agreed} language={voice.words.slip} />
      <p class="quiet">
        <DayWords page={page} day={consent.on} />
      </p>
      <details>
        <summary>{say('voice.terms')}</summary>
        <p>{say('voice.terms.what')}</p>
        <Coded page={page} code={code} deed="choose">
          {consent.quoted ? <Checkbox name="quoted" label={say('voice.terms.quoted')} checked /> : null}
          {shown.translated ? <Checkbox name="translated" label={say('voice.terms.translated')} checked /> : null}
          {shown.country === null ? null : <Checkbox name="placed" label={say('voice.terms.placed')} checked />}
          {shown.described === '' ? null : <Checkbox name="described" label={say('voice.terms.described')} checked />}
          {may.length === 0 ? null : (
            <CheckboxField
              name="puts"
              label={say('voice.terms.put')}
              options={may.map((sort) => ({ value: sort, label: say(`voice.terms.put.${sort}`) }))}
              chosen={may}
            />
          )}
          <button>{say('voice.terms.do')}</button>
        </Coded>
      </details>
    </section>
  )
}

const Withdraw = ({ page, code }: { page: Page; code: string }) => (
  <section>
    <h2>{page.say('voice.withdraw')}</h2>
    <p>{page.say('voice.withdraw.what')}</p>
    <Coded page={page} code={code} deed="withdraw">
      <button class="danger">{page.say('voice.withdraw')}</button>
    </Coded>
  </section>
)
