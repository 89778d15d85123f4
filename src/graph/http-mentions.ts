import type { Model, Resource } from '../model/index.ts';
import type { Located } from '../parse/index.ts';

/** A text that holds a URL: somebody speaks HTTP with its host. */
export interface HttpMention {
  /** Lower case, without port. */
  readonly host: string;
  readonly from: Resource;
  readonly at: Located<string>;
}

const URL_HOST = /\bhttps?:\/\/(?:[^\s/@'"]*@)?([a-z0-9][a-z0-9.-]*)/gi;

/** The URLs in arguments and variables of containers and in ConfigMaps. */
export function findHttpMentions(model: Model): HttpMention[] {
  const mentions: HttpMention[] = [];
  const scan = (from: Resource, text: Located<string> | undefined): void => {
    for (const [, host] of text?.value.matchAll(URL_HOST) ?? []) {
      if (text !== undefined && host !== undefined) {
        mentions.push({ host: host.toLowerCase(), from, at: text });
      }
    }
  };
  for (const { resource, template } of model.workloads) {
    for (const { fields } of template.containers) {
      for (const variable of fields.get('env').items())
        scan(resource, variable.get('value').text());
      for (const argument of fields.get('args').items()) scan(resource, argument.text());
      for (const argument of fields.get('command').items()) scan(resource, argument.text());
    }
  }
  for (const resource of model.resources) {
    if (resource.kind !== 'ConfigMap' || resource.group !== '') continue;
    for (const { value } of resource.fields.get('data').entries()) scan(resource, value.text());
  }
  return mentions;
}
