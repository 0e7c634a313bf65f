import type { Verdict } from '#base'
import { CheckboxField, Form, ProblemNote, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { MyToken } from '../queries/tokens.ts'
import { DAYS } from '../rules.ts'

export type TokenValues = { readonly name: string; readonly person: string; readonly scopes: readonly string[]; readonly days: string }

type Props = {
  readonly page: Page
  readonly tokens: readonly MyToken[]
  readonly identities: readonly { readonly person: string; readonly name: string }[]
  /** No where the session is older than a quarter of an hour: then tokens are shown and taken back only. */
  readonly mayMake: Verdict
  /** All that a token can be allowed. */
  readonly scopes: readonly string[]
  readonly values: TokenValues
  readonly problem: Problem | undefined
}

export function TokensPage(props: Props) {
  const { page, tokens, mayMake, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('access.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('account.title')}</a>
      </p>
      <h1>{say('access.title')}</h1>
      <p class="lead">{say('access.lead')}</p>
      <p>
        <a href={href(page, '/developers')}>{say('access.guide')}</a>
      </p>
      <ProblemNote page={page} problem={problem} />
      {tokens.length === 0 ? (
        <p class="empty">{say('access.none')}</p>
      ) : (
        <ul class="rows">
          {tokens.map((one) => (
            <OneToken page={page} one={one} />
          ))}
        </ul>
      )}
      <h2 id="make">{say('access.make-title')}</h2>
      {mayMake.ok ? (
        <MakeForm {...props} />
      ) : (
        <div class="note">
          <p>{say('access.again-why')}</p>
          <p>
            <a href={href(page, `/sign-in?again=1&then=${encodeURIComponent('/me/tokens')}`)}>{say('ways-in.again')}</a>
          </p>
        </div>
      )}
    </Layout>
  )
}

function OneToken({ page, one }: { page: Page; one: MyToken }) {
  const { say, now } = page
  const mark = `token-${one.id}`
  const over = now >= one.expiresAt
  return (
    <li>
      <p id={mark}>
        <strong>
          <bdi>{one.name}</bdi>
        </strong>
        <br />
        <span class="quiet">
          {say('access.acts-as', { name: one.actsAs })}{' '}
          {say(over ? 'access.is-over' : 'access.ends', { day: say.day(one.expiresAt, page.homeZone) })}{' '}
          {one.usedAt === null ? say('access.not-used') : say('access.used', { day: say.day(one.usedAt, 'UTC') })}
        </span>
        <br />
        {one.scopes.map((scope, at) => (
          <>
            {at === 0 ? '' : ', '}
            <code dir="ltr">{scope}</code>
          </>
        ))}
      </p>
      <Form page={page} action={href(page, `/me/tokens/${one.id}/revocation`)}>
        <button type="submit" class="danger" aria-describedby={mark}>
          {say('access.revoke')}
        </button>
      </Form>
    </li>
  )
}

function MakeForm({ page, identities, scopes, values, problem }: Props) {
  const { say } = page
  const [first] = identities
  return (
    <Form page={page} action={href(page, '/me/tokens')}>
      <TextField
        name="name"
        label={say('access.name')}
        hint={say('access.name-hint')}
        value={values.name}
        problem={problem}
        most={60}
        autocomplete="off"
        required
      />
      {identities.length > 1 ? (
        <SelectField
          name="person"
          label={say('access.person')}
          hint={say('access.person-hint')}
          value={values.person}
          problem={problem}
          options={identities.map(({ person, name }) => ({ value: person, label: name }))}
        />
      ) : (
        <input type="hidden" name="person" value={first?.person ?? ''} />
      )}
      <CheckboxField
        name="scopes"
        label={say('access.scopes')}
        hint={say('access.scopes-hint')}
        problem={problem}
        chosen={values.scopes}
        options={scopes.map((scope) => ({ value: scope, label: say(`access.scope.${scope}`) }))}
      />
      <SelectField
        name="days"
        label={say('access.days')}
        value={values.days}
        problem={problem}
        options={DAYS.map((days) => ({ value: String(days), label: say('access.for-days', { days }) }))}
      />
      <p class="actions">
        <button type="submit">{say('access.make')}</button>
      </p>
    </Form>
  )
}

export function MadePage({ page, token, expiresAt }: { page: Page; token: string; expiresAt: Date }) {
  const { say } = page
  return (
    <Layout page={page} title={say('access.made-title')} index={false}>
      <h1>{say('access.made-title')}</h1>
      <p class="lead">{say('access.made-lead')}</p>
      <p class="done" role="status">
        <code class="proof" dir="ltr">
          {token}
        </code>
      </p>
      <p>{say('access.ends', { day: say.day(expiresAt, page.homeZone) })}</p>
      <p>{say('access.made-keep')}</p>
      <p class="actions">
        <a class="button" href={href(page, '/me/tokens')}>
          {say('access.made-done')}
        </a>
      </p>
    </Layout>
  )
}
