import { Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

type Props = { readonly page: Page; readonly token: string; readonly problem: Problem | undefined }

/** It does not say of which community the link is: whoever found it in somebody's mailbox is not to learn that. */
export function ArrivalPage({ page, token, problem }: Props) {
  const { say, actor, personName } = page
  const path = `/arrivals/${encodeURIComponent(token)}`
  return (
    <Layout page={page} title={say('moves.arrival')} index={false}>
      <h1>{say('moves.arrival')}</h1>
      <p class="lead">{say('moves.arrival.lead')}</p>
      {actor.account === null || personName === null ? (
        <div class="empty">
          <p>{say('moves.arrival.sign-in')}</p>
          <p class="actions">
            <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(path)}`)}>
              {say('sign-in.do')}
            </a>
          </p>
        </div>
      ) : (
        <>
          <ProblemNote page={page} problem={problem} />
          <p>{say('moves.arrival.as', { name: personName })}</p>
          <Form page={page} action={href(page, path)}>
            <button>{say('moves.arrival.do')}</button>
          </Form>
        </>
      )}
    </Layout>
  )
}
