export { OrganizationScreen as default } from "../../features/organization/organization-screen.tsx";
