// The words of e-mails and SMS, for which the client has no method.

const one = '/templates/{template_type}/{slug}';
const all = [
  'GET /templates/{template_type}',
  `GET ${one}`,
  `PUT ${one}`,
  `POST ${one}/revert`,
  `POST ${one}/preview`,
  `POST ${one}/toggle_delivery`,
];
export const unknown = { 3: all, 2: all, 1: all };
