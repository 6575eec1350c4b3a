module steward.dev/journeys/osb

go 1.21

require sigs.k8s.io/go-open-service-broker-client/v2 v2.0.0-20200925085050-ae25e62aaf10

require (
	github.com/go-logr/logr v0.1.0 // indirect
	k8s.io/klog/v2 v2.0.0 // indirect
)
