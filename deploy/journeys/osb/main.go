// Drives a broker through the client of the Kubernetes service catalog, which nobody of Steward's wrote, from the catalog
// to the deletion, and stops at the first answer that a platform could not live with.
//
//	go run . -url http://127.0.0.1:8080 -user steward -password-file FILE -plan single-small
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	osb "sigs.k8s.io/go-open-service-broker-client/v2"
)

type journey struct {
	client   osb.Client
	service  osb.Service
	plan     osb.Plan
	instance string
	patience time.Duration
}

func main() {
	url := flag.String("url", "http://127.0.0.1:8080", "where the broker listens")
	user := flag.String("user", "steward", "who asks")
	passwordFile := flag.String("password-file", "", "holds his password")
	plan := flag.String("plan", "single-small", "what to order")
	patience := flag.Duration("patience", 10*time.Minute, "how long an operation may take")
	flag.Parse()

	password, err := os.ReadFile(*passwordFile)
	check("reading the password", err)
	config := osb.DefaultClientConfiguration()
	config.Name = "steward"
	config.URL = *url
	config.EnableAlphaFeatures = true
	config.AuthConfig = &osb.AuthConfig{BasicAuthConfig: &osb.BasicAuthConfig{
		Username: *user, Password: strings.TrimSpace(string(password))}}
	client, err := osb.NewClient(config)
	check("making the client", err)

	j := &journey{client: client, instance: fmt.Sprintf("go-journey-%d", time.Now().UnixNano()), patience: *patience}
	j.choose(*plan)
	j.provision()
	j.bind()
	j.deprovision()
	fmt.Println("the journey is over: nothing is left")
}

func (j *journey) choose(plan string) {
	catalog, err := j.client.GetCatalog()
	check("catalog", err)
	for _, service := range catalog.Services {
		for _, p := range service.Plans {
			if p.Name == plan {
				j.service, j.plan = service, p
			}
		}
	}
	require(j.plan.ID != "", "the catalog has the plan "+plan)
	require(j.service.InstancesRetrievable && j.service.BindingsRetrievable, "everything can be fetched")
	require(j.plan.Schemas.ServiceInstance.Create.Parameters != nil, "the plan has a schema")
	require(*j.plan.MaximumPollingDuration > 0, "the plan says how long to poll")
	said("the catalog offers %s of %s", j.plan.Name, j.service.Name)
}

func (j *journey) order(workMem int) *osb.ProvisionRequest {
	return &osb.ProvisionRequest{
		InstanceID: j.instance, AcceptsIncomplete: true, ServiceID: j.service.ID, PlanID: j.plan.ID,
		OrganizationGUID: "org", SpaceGUID: "space",
		Context:             map[string]interface{}{"platform": "kubernetes", "namespace": "journeys", "instance_name": "go"},
		Parameters:          map[string]interface{}{"settings": map[string]interface{}{"work_mem": workMem}, "extensions": []string{"citext"}},
		OriginatingIdentity: &osb.OriginatingIdentity{Platform: "kubernetes", Value: `{"username":"go","uid":"1"}`},
	}
}

func (j *journey) provision() {
	impatient := j.order(4096)
	impatient.AcceptsIncomplete = false
	_, err := j.client.ProvisionInstance(impatient)
	require(osb.IsAsyncRequiredError(err), "a platform that can't wait is told so")

	_, err = j.client.ProvisionInstance(j.order(1))
	bad, isHTTP := osb.IsHTTPError(err)
	require(isHTTP && bad.StatusCode == 400 && strings.Contains(*bad.Description, "work_mem"), "a bad parameter is named")

	began := time.Now()
	accepted, err := j.client.ProvisionInstance(j.order(4096))
	check("provision", err)
	require(accepted.Async && accepted.OperationKey != nil, "it takes time, and has a name")

	again, err := j.client.ProvisionInstance(j.order(4096))
	check("the same again", err)
	require(*again.OperationKey == *accepted.OperationKey, "the same again is the same operation")
	_, err = j.client.ProvisionInstance(j.order(8192))
	require(osb.IsConflictError(err), "another order under its name is a conflict")

	j.await(accepted.OperationKey)
	said("the instance is there after %.1f s", time.Since(began).Seconds())

	same, err := j.client.ProvisionInstance(j.order(4096))
	check("the same once more", err)
	require(!same.Async, "what is there already takes no time")

	found, err := j.client.GetInstance(&osb.GetInstanceRequest{InstanceID: j.instance})
	check("fetching", err)
	require(found.PlanID == j.plan.ID, "it is of its plan")
	settings := found.Parameters["settings"].(map[string]interface{})
	require(settings["work_mem"] == float64(4096), "it says what was asked for")
}

func (j *journey) bind() {
	app := "app"
	request := &osb.BindRequest{
		BindingID: "b-" + j.instance, InstanceID: j.instance, ServiceID: j.service.ID, PlanID: j.plan.ID,
		AcceptsIncomplete: true, BindResource: &osb.BindResource{AppGUID: &app},
		Parameters: map[string]interface{}{"role": "read-only"},
	}
	made, err := j.client.Bind(request)
	check("bind", err)
	require(!made.Async && made.Credentials["uri"] != nil, "the credentials are there at once")
	again, err := j.client.Bind(request)
	check("bind again", err)
	require(again.Credentials["password"] == made.Credentials["password"], "the same again has the same password")

	fetched, err := j.client.GetBinding(&osb.GetBindingRequest{InstanceID: j.instance, BindingID: request.BindingID})
	check("fetching the binding", err)
	require(fetched.Credentials["password"] == made.Credentials["password"], "it can be fetched")

	_, err = j.client.Unbind(&osb.UnbindRequest{
		InstanceID: j.instance, BindingID: request.BindingID, ServiceID: j.service.ID, PlanID: j.plan.ID})
	check("unbind", err)
	_, err = j.client.Unbind(&osb.UnbindRequest{
		InstanceID: j.instance, BindingID: request.BindingID, ServiceID: j.service.ID, PlanID: j.plan.ID})
	require(err == nil || osb.IsGoneError(err), "what is gone is gone")
	said("a binding was made, fetched and deleted")
}

func (j *journey) deprovision() {
	request := &osb.DeprovisionRequest{
		InstanceID: j.instance, AcceptsIncomplete: true, ServiceID: j.service.ID, PlanID: j.plan.ID}
	accepted, err := j.client.DeprovisionInstance(request)
	check("deprovision", err)
	require(accepted.Async, "it takes time")
	j.await(accepted.OperationKey)
	_, err = j.client.DeprovisionInstance(request)
	require(err == nil || osb.IsGoneError(err), "deleting what is gone is no fault")
	said("the instance is deleted")
}

// Polls as the specification has it: what is gone has been deleted.
func (j *journey) await(operation *osb.OperationKey) {
	for end := time.Now().Add(j.patience); time.Now().Before(end); {
		last, err := j.client.PollLastOperation(&osb.LastOperationRequest{
			InstanceID: j.instance, ServiceID: &j.service.ID, PlanID: &j.plan.ID, OperationKey: operation})
		if osb.IsGoneError(err) {
			return
		}
		check("last_operation", err)
		require(last.State != osb.StateFailed, "it does not fail")
		if last.State == osb.StateSucceeded {
			return
		}
		require(last.PollDelay != nil, "it says when to ask again")
		time.Sleep(*last.PollDelay)
	}
	require(false, "it comes to an end in time")
}

func check(what string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func require(right bool, what string) {
	if !right {
		fmt.Fprintf(os.Stderr, "it is not so that %s\n", what)
		os.Exit(1)
	}
}

func said(format string, values ...interface{}) {
	fmt.Printf(format+"\n", values...)
}
