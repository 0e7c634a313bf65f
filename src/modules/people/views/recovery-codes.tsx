import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

/** The one page that shows the codes. It is the answer to a form: nobody comes back to it by its address. */
export function RecoveryCodesPage({ page, codes }: { page: Page; codes: readonly string[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('recovery-codes.title')} index={false}>
      <h1>{say('recovery-codes.title')}</h1>
      <p class="lead">{say('recovery-codes.once')}</p>
      <ol class="rows">
        {codes.map((code) => (
          <li>
            <code dir="ltr">{code}</code>
          </li>
        ))}
      </ol>
      <p>{say('recovery-codes.where', { url: `\u2066${page.publicUrl}${href(page, '/sign-in')}\u2069` })}</p>
      <p>{say('recovery-codes.keep')}</p>
      <p class="actions">
        <a class="button" href={href(page, '/me/ways-in')}>
          {say('recovery-codes.done')}
        </a>
      </p>
    </Layout>
  )
}
