import { Form } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Sort } from '../rules.ts'

export type StopProps = { readonly page: Page; readonly link: string; readonly what: Sort | 'all'; readonly done: boolean }

/** From a letter, without signing in. Looking changes nothing: scanners of mail follow links. */
export function StopPage({ page, link, what, done }: StopProps) {
  const { say } = page
  const sentence = what === 'all' ? say('letters.stop.all') : say('letters.stop.sort', { sort: say(`notices.sort.${what}`) })
  return (
    <Layout page={page} title={say('letters.stop.title')} index={false}>
      <h1>{say('letters.stop.title')}</h1>
      {done ? (
        <p class="done" role="status">
          {say('letters.stopped')}
        </p>
      ) : (
        <>
          <p class="lead">{sentence}</p>
          <Form page={page} action={href(page, `/letters/stop/${link}`)}>
            <button>{say('letters.stop.do')}</button>
          </Form>
        </>
      )}
      <p>
        <a href={href(page, '/notices/settings')}>{say('letters.stop.settings')}</a>
      </p>
    </Layout>
  )
}
