import type { Child } from 'hono/jsx'
import { Form, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { PassKey } from './pass-key.tsx'

export type Trouble = { readonly way: 'mail' | 'passkey' | 'code'; readonly problem: Problem }

type Props = {
  readonly page: Page
  readonly email: string
  readonly then: string | undefined
  readonly trouble: Trouble | undefined
  /** False where the hub has no mail server: the page says so before somebody waits for a letter. */
  readonly byMail: boolean
  /** The mail server does not take letters at the moment. */
  readonly late: boolean
  /** False where the hub has no name that a passkey could be tied to. */
  readonly byPasskey: boolean
  /** Cards of other rooms. */
  readonly further: readonly Child[]
}

/** Three ways side by side. Who reads this page, or is turned away by it, learns nothing of who has an account. */
export function SignInPage(props: Props) {
  const { page } = props
  const { say } = page
  return (
    <Layout page={page} title={say('sign-in.title')} scripts={['passkey.js']} index={false} width="wide">
      <h1>{say('sign-in.title')}</h1>
      <p class="lead">{say('sign-in.lead')}</p>
      <ul class="cards ways">
        <ByMail {...props} />
        <ByPasskey {...props} />
        {props.further}
        <ByCode {...props} />
      </ul>
      <p class="quiet">
        {say('sign-in.real', { address: `\u2066${page.publicUrl}\u2069` })}{' '}
        <a href={href(page, '/safety#mails')}>{say('sign-in.real-more')}</a>
      </p>
      <p class="quiet">
        {say('sign-in.without')} <a href={href(page, '/privacy')}>{say('nav.privacy')}</a>
      </p>
    </Layout>
  )
}

/** Above the way that failed; the others stay as they were. */
function Failed({ problem }: { problem: Problem | undefined }) {
  if (problem === undefined) return null
  return (
    <div class="problem" role="alert">
      <p>
        <strong>{problem.sentence}</strong>
      </p>
    </div>
  )
}

const Then = ({ then }: { then: string | undefined }) => (then === undefined ? null : <input type="hidden" name="then" value={then} />)

const troubleOf = (trouble: Trouble | undefined, way: Trouble['way']): Problem | undefined =>
  trouble?.way === way ? trouble.problem : undefined

function ByMail({ page, email, then, trouble, byMail, late }: Props) {
  const { say } = page
  const problem = troubleOf(trouble, 'mail')
  return (
    <li class="card">
      <h2>{say('sign-in.by-mail')}</h2>
      <p>{say('sign-in.by-mail-what')}</p>
      <Failed problem={problem} />
      <Form page={page} action={href(page, '/sign-in')}>
        <TextField
          name="email"
          type="email"
          label={say('sign-in.email')}
          hint={say('sign-in.email-hint')}
          value={email}
          problem={problem}
          autocomplete="email"
          most={254}
          required
        />
        <Then then={then} />
        <p class="actions">
          <button type="submit">{say('sign-in.send')}</button>
        </p>
      </Form>
      {late ? <p class="note">{say('sign-in.late')}</p> : null}
      {byMail ? null : <p class="note">{say(page.demo ? 'sign-in.on-console' : 'sign-in.no-mail')}</p>}
    </li>
  )
}

function ByPasskey({ page, then, trouble, byPasskey }: Props) {
  const { say } = page
  return (
    <li class="card">
      <h2>{say('sign-in.by-passkey')}</h2>
      <p>{say('sign-in.by-passkey-what')}</p>
      <Failed problem={troubleOf(trouble, 'passkey')} />
      {byPasskey ? (
        <PassKey
          page={page}
          question="/sign-in/passkey/question"
          action="/sign-in/passkey"
          deed="get"
          without={say('sign-in.by-passkey-without')}
        >
          <Then then={then} />
          <p class="actions">
            <button type="submit">{say('sign-in.use-passkey')}</button>
          </p>
        </PassKey>
      ) : (
        <p class="quiet">{say('passkey.no-name')}</p>
      )}
    </li>
  )
}

function ByCode({ page, email, then, trouble }: Props) {
  const { say } = page
  const problem = troubleOf(trouble, 'code')
  return (
    <li class="card">
      <h2>{say('sign-in.by-code')}</h2>
      <p>{say('sign-in.by-code-what')}</p>
      <Failed problem={problem} />
      <details open={problem !== undefined}>
        <summary>{say('sign-in.by-code-open')}</summary>
        <Form page={page} action={href(page, '/sign-in/code')}>
          <TextField
            name="address"
            type="email"
            label={say('sign-in.email')}
            value={problem === undefined ? '' : email}
            problem={problem}
            autocomplete="email"
            most={254}
            required
          />
          <TextField
            name="code"
            label={say('recovery-code.one')}
            hint={say('recovery-code.hint')}
            value=""
            problem={problem}
            autocomplete="one-time-code"
            most={100}
            required
          />
          <Then then={then} />
          <p class="actions">
            <button type="submit">{say('sign-in.use-code')}</button>
          </p>
        </Form>
      </details>
    </li>
  )
}
