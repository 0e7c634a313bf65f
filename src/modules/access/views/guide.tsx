import type { Child } from 'hono/jsx'
import { POINTS_PER_MINUTE } from '../../../web/costs.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

/** `scope`: what a token needs for it; null where none may do it. */
export type ListedOperation = {
  readonly name: string
  readonly route: string
  readonly summary: string
  readonly scope: string | null
}

type Props = {
  readonly page: Page
  readonly rooms: ReadonlyMap<string, readonly ListedOperation[]>
  readonly scopes: readonly string[]
}

/** What the API is, for people who write programs; nothing here is a promise that the registry does not keep. */
export function GuidePage({ page, rooms, scopes }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('developers.title')} description={say('developers.lead')}>
      <h1>{say('developers.title')}</h1>
      <p class="lead">{say('developers.lead')}</p>
      <nav class="contents" aria-label={say('developers.contents')}>
        <ul>
          {['token', 'first', 'scopes', 'errors', 'limits', 'versions', 'operations'].map((part) => (
            <li>
              <a href={`#${part}`}>{say(`developers.${part}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <p>{say('developers.what')}</p>
      <p>
        <a href="/api/openapi.json">{say('developers.openapi')}</a>
      </p>
      <Part page={page} part="token">
        <p>
          {say('developers.token-how')} <a href={href(page, '/me/tokens')}>{say('access.title')}</a>
        </p>
        <p>{say('developers.token-what')}</p>
      </Part>
      <FirstCall page={page} />
      <ScopesPart page={page} scopes={scopes} />
      <ErrorsPart page={page} />
      <Part page={page} part="limits">
        <p>{say('developers.limits-what', POINTS_PER_MINUTE)}</p>
        <p>{say('developers.limits-wait')}</p>
      </Part>
      <Part page={page} part="versions">
        <p>{say('developers.versions-what')}</p>
        <p>{say('developers.paging')}</p>
        <p>{say('developers.times')}</p>
      </Part>
      <Part page={page} part="operations">
        <p>{say('developers.operations-what')}</p>
        <ul class="rows">
          {[...rooms].map(([room, operations]) => (
            <li>
              <a href={href(page, `/developers/${room}`)}>{say('developers.room-title', { room })}</a>{' '}
              <span class="quiet">{say.number(operations.length)}</span>
            </li>
          ))}
        </ul>
      </Part>
    </Layout>
  )
}

function Part({ page, part, children }: { page: Page; part: string; children?: Child }) {
  return (
    <section aria-labelledby={part}>
      <h2 id={part}>{page.say(`developers.${part}`)}</h2>
      {children}
    </section>
  )
}

/** A block of text to copy; it scrolls sideways rather than break. */
export function Sample({ label, text }: { label: string; text: string }) {
  return (
    <pre dir="ltr" class="scroll" role="region" aria-label={label} tabindex={0}>
      <code>{text}</code>
    </pre>
  )
}

function FirstCall({ page }: { page: Page }) {
  const { say, publicUrl } = page
  const reading = `curl ${publicUrl}/api/dialogues`
  const acting = [
    'curl -X PUT \\',
    `  -H 'Authorization: Bearer psl_…' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '{"choice":"agree"}' \\`,
    `  ${publicUrl}/api/dialogues/DIALOGUE/statements/0/vote`,
  ].join('\n')
  return (
    <Part page={page} part="first">
      <p>{say('developers.first-read')}</p>
      <Sample label={say('developers.first-read')} text={reading} />
      <p>{say('developers.first-act')}</p>
      <Sample label={say('developers.first-act')} text={acting} />
    </Part>
  )
}

function ScopesPart({ page, scopes }: { page: Page; scopes: readonly string[] }) {
  const { say } = page
  return (
    <Part page={page} part="scopes">
      <p>{say('developers.scopes-what')}</p>
      <dl class="facts">
        {scopes.map((scope) => (
          <>
            <dt>
              <code dir="ltr">{scope}</code>
            </dt>
            <dd>{say(`access.scope.${scope}`)}</dd>
          </>
        ))}
      </dl>
      <p>{say('developers.scopes-never')}</p>
    </Part>
  )
}

function ErrorsPart({ page }: { page: Page }) {
  const { say } = page
  const sample = JSON.stringify({ type: 'token.wrong', title: say('token.wrong'), status: 401 }, null, 2)
  return (
    <Part page={page} part="errors">
      <p>{say('developers.errors-what')}</p>
      <Sample label={say('developers.errors-sample')} text={sample} />
      <p>{say('developers.errors-fields')}</p>
      <p>
        <a href={href(page, '/developers/errors')}>{say('developers.codes-title')}</a>
      </p>
    </Part>
  )
}

/** Names and sentences of operations are in English in every language of the hub, and say so. */
export function ScopeWords({ page, scope }: { page: Page; scope: string | null }) {
  if (scope === null) return <>{page.say('developers.no-token')}</>
  return (
    <>
      {page.say('developers.scope')} <code dir="ltr">{scope}</code>
    </>
  )
}
