import { Checkbox, Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { KeptProvider } from '../queries/providers.ts'
import { backPath } from '../rules.ts'

export type ProviderValues = Readonly<Partial<Record<'slug' | 'name' | 'issuer' | 'client' | 'body', string>>>

type ListProps = {
  readonly page: Page
  readonly providers: readonly KeptProvider[]
  readonly values: ProviderValues
  readonly problem?: Problem | undefined
}

/** For whoever runs the hub: the providers, and a form for a further one. */
export function ProvidersPage({ page, providers, values, problem }: ListProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('provider.keep-title')} index={false}>
      <h1>{say('provider.keep-title')}</h1>
      <p class="lead">{say('provider.keep-lead')}</p>
      {providers.length === 0 ? (
        <p class="empty">{say('provider.keep-none')}</p>
      ) : (
        <ul class="rows">
          {providers.map(({ slug, name, issuer, enabled }) => (
            <li>
              <p>
                <a href={href(page, `/operator/providers/${slug}`)}>
                  <bdi>{name}</bdi>
                </a>
                <br />
                <span class="quiet">
                  {say(enabled ? 'provider.on' : 'provider.is-off')} <bdi dir="ltr">{issuer}</bdi>
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
      <h2 id="add">{say('provider.add-title')}</h2>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/operator/providers')}>
        <Shared page={page} values={values} problem={problem} />
        <TextField
          name="issuer"
          type="url"
          label={say('provider.issuer')}
          hint={say('provider.issuer-hint')}
          value={values.issuer}
          problem={problem}
          most={300}
          autocomplete="off"
          required
        />
        <TextField
          name="slug"
          label={say('provider.slug')}
          hint={say('provider.slug-hint', { back: `${page.publicUrl}${backPath('…')}` })}
          value={values.slug}
          problem={problem}
          most={40}
          autocomplete="off"
          required
        />
        <p class="actions">
          <button type="submit">{say('provider.add')}</button>
        </p>
      </Form>
    </Layout>
  )
}

function Shared({ page, values, problem, hasSecret = false }: Omit<ListProps, 'providers'> & { hasSecret?: boolean }) {
  const { say } = page
  const field = { problem, autocomplete: 'off' }
  return (
    <>
      <TextField
        name="name"
        label={say('provider.name')}
        hint={say('provider.name-hint')}
        value={values.name}
        most={80}
        required
        {...field}
      />
      <TextField name="client" label={say('provider.client')} value={values.client} most={200} required {...field} />
      <TextField
        name="secret"
        label={say('provider.secret')}
        hint={say(hasSecret ? 'provider.secret-kept' : 'provider.secret-hint')}
        value=""
        most={500}
        {...field}
      />
      {hasSecret ? <Checkbox name="withoutSecret" label={say('provider.without-secret')} checked={false} /> : null}
      <TextField name="body" label={say('provider.body')} hint={say('provider.body-hint')} value={values.body} most={80} {...field} />
    </>
  )
}

/** What came of asking the provider what it is; null: nobody asked. */
export type Tried = { readonly door: string } | { readonly problem: Problem } | null

type OneProps = {
  readonly page: Page
  readonly provider: KeptProvider
  readonly values: ProviderValues
  readonly tried: Tried
  readonly problem?: Problem | undefined
}

export function ProviderPage({ page, provider, values, tried, problem }: OneProps) {
  const { say } = page
  const { slug, name, issuer, hasSecret, enabled } = provider
  const path = `/operator/providers/${slug}`
  return (
    <Layout page={page} title={name} index={false}>
      <p class="crumb">
        <a href={href(page, '/operator/providers')}>{say('provider.keep-title')}</a>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <dl class="facts">
        <dt>{say('provider.state')}</dt>
        <dd>{say(enabled ? 'provider.on' : 'provider.is-off')}</dd>
        <dt>{say('provider.issuer')}</dt>
        <dd>
          <bdi dir="ltr">{issuer}</bdi>
        </dd>
        <dt>{say('provider.redirect')}</dt>
        <dd>
          <code class="proof" dir="ltr">
            {`${page.publicUrl}${backPath(slug)}`}
          </code>
        </dd>
      </dl>
      <h2 id="try">{say('provider.try-title')}</h2>
      <p>{say('provider.try-what')}</p>
      <TryResult page={page} tried={tried} />
      <Form page={page} action={href(page, `${path}/trial`)}>
        <p class="actions">
          <button type="submit" class="quiet">
            {say('provider.try')}
          </button>
        </p>
      </Form>
      <h2 id="change">{say('provider.change-title')}</h2>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, path)}>
        <Shared page={page} values={values} problem={problem} hasSecret={hasSecret} />
        <Checkbox name="enabled" label={say('provider.enabled')} hint={say('provider.enabled-hint')} checked={enabled} />
        <p class="actions">
          <button type="submit">{say('provider.keep')}</button>
        </p>
      </Form>
    </Layout>
  )
}

function TryResult({ page, tried }: { page: Page; tried: Tried }) {
  if (tried === null) return null
  if ('problem' in tried) {
    return (
      <div class="problem" role="alert">
        <p>{tried.problem.sentence}</p>
      </div>
    )
  }
  return (
    <p class="done" role="status">
      {page.say('provider.tried', { host: new URL(tried.door).host })}
    </p>
  )
}
