import { Layout } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import { LEAST, LOWEST } from '../rules.ts'

/** What hidden participation is, what it hides from whom, and what it cannot. */
export function ExplainedPage({ page }: { page: Page }) {
  const { say } = page
  return (
    <Layout page={page} title={say('hidden.title')} description={say('hidden.lead')}>
      <h1>{say('hidden.title')}</h1>
      <p class="lead">{say('hidden.lead')}</p>
      <h2>{say('hidden.how')}</h2>
      <ol>
        <li>{say('hidden.how.credential')}</li>
        <li>{say('hidden.how.everybody')}</li>
        <li>{say('hidden.how.vote')}</li>
        <li>{say('hidden.how.batches')}</li>
      </ol>
      <h2>{say('hidden.from-whom')}</h2>
      <dl class="facts">
        <dt>{say('hidden.hub')}</dt>
        <dd>{say('hidden.hub.sees')}</dd>
        <dt>{say('hidden.box')}</dt>
        <dd>{say('hidden.box.sees')}</dd>
        <dt>{say('hidden.public')}</dt>
        <dd>{say('hidden.public.sees')}</dd>
      </dl>
      <h2>{say('hidden.limits')}</h2>
      <ul>
        <li>{say('hidden.limits.scripts')}</li>
        <li>{say('hidden.limits.client')}</li>
        <li>{say('hidden.limits.address')}</li>
        <li>{say('hidden.limits.few', { least: LEAST, lowest: LOWEST })}</li>
        <li>{say('hidden.limits.words')}</li>
        <li>{say('hidden.limits.script-needed')}</li>
        <li>{say('hidden.limits.roll')}</li>
      </ul>
      <h2>{say('hidden.checked')}</h2>
      <p>{say('hidden.checked.how')}</p>
    </Layout>
  )
}
