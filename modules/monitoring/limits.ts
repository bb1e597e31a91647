/** Alarms that a status widget takes, and widgets that a dashboard takes, as CloudWatch's documentation says. */
export const STATUS_ALARMS = 100;
const DASHBOARD_WIDGETS = 500;

/** The widgets of so many alarms and groups: a graph, a heading, and the status of each hundred alarms. */
export const dashboardLimit = {
  widgets: DASHBOARD_WIDGETS,
  holds: (alarms: number, groups: number): boolean =>
    alarms + groups + Math.ceil(alarms / STATUS_ALARMS) <= DASHBOARD_WIDGETS,
  /** The same in HCL. */
  holdsHcl: (alarms: string, groups: string): string =>
    `${alarms} + ${groups} + ceil(${alarms} / ${STATUS_ALARMS}) <= ${DASHBOARD_WIDGETS}`,
};
